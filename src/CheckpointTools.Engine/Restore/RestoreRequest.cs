using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>What is to be restored and how: all that is known before a host is looked at.</summary>
/// <param name="Manifest">What is in the archive.</param>
/// <param name="Options">What was asked for.</param>
internal sealed record RestoreRequest(CheckpointManifest Manifest, RestoreOptions Options)
{
    /// <summary>config.dump; only there in an archive that <see cref="Rules.ArchiveRules.NotRestorable"/> lets through.</summary>
    internal ConfigDump Config => Manifest.Config ?? throw new InvalidOperationException("The archive has no config.dump.");

    /// <summary>spec.dump; only there in an archive that <see cref="Rules.ArchiveRules.NotRestorable"/> lets through.</summary>
    internal SpecDump Spec => Manifest.Spec ?? throw new InvalidOperationException("The archive has no spec.dump.");

    /// <summary>The name that the restored container will have.</summary>
    internal string Name => Options.Name.Length > 0 ? Options.Name : Manifest.Name;

    /// <summary>The id that it will have; empty where Podman makes a new one, which it does for a new name.</summary>
    internal string Id => Options.Name.Length > 0 ? "" : Manifest.Id;

    /// <summary>Whether the container was in a pod.</summary>
    internal bool WasInPod => Manifest.Pod.Length > 0;

    /// <summary>Whether it is to be restored into a pod, and can be: Podman takes no other container into one.</summary>
    internal bool JoinsPod => WasInPod && Options.Pod.Length > 0;

    /// <summary>Whether the container uses a network namespace that belongs to another container, such as the one that keeps a pod's.</summary>
    internal bool JoinsNetwork => Config.NamespaceContainers.ContainsKey("net");

    /// <summary>Whether the container has a network namespace that Podman sets up, so that ports and networks have an effect.</summary>
    internal bool HasOwnNetwork => Config.CreateNetNs && !JoinsNetwork;

    /// <summary>Whether all of the archive was read.</summary>
    internal bool IsFullyRead => Manifest.Verification != VerificationState.NotVerified;

    /// <summary>The OCI runtime to restore with, as it was asked for or as the archive names it.</summary>
    internal string Runtime => Options.Runtime.Length > 0 ? Options.Runtime : Config.Runtime;
}
