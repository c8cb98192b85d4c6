namespace CheckpointTools;

/// <summary>The words that <see cref="CheckpointManifest.Layout"/> takes: who wrote the archive, told by what is in it.</summary>
public static class ArchiveLayout
{
    /// <summary><c>podman container checkpoint --export</c> of Podman 4 or later.</summary>
    public const string Podman = "Podman";

    /// <summary>The same of Podman 3, whose config.dump has other fields for ports, networks and the exit command.</summary>
    public const string Podman3 = "Podman 3";

    /// <summary>CRI-O's, as the kubelet's checkpoint API returns it.</summary>
    public const string CriO = "CRI-O";

    /// <summary>containerd's, as the kubelet's checkpoint API returns it.</summary>
    public const string Containerd = "containerd";

    /// <summary>A whole pod: <c>pod.options</c> or <c>pod.dump</c> and an archive for each container.</summary>
    public const string Pod = "pod";

    /// <summary>None of these.</summary>
    public const string Unknown = "Unknown";
}
