using System.Text.Json.Nodes;

namespace CheckpointTools;

/// <summary>What a restore would do, and whether it can.</summary>
public sealed record RestorePlan
{
    /// <summary>The restored container's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The restored container's id; empty where Podman makes a new one, because of a new name.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of the pod it is restored into; empty for none.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The image by name.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id on the host; empty where the image has to be pulled first.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Whether the image has to be pulled.</summary>
    public bool PullsImage { get; init; }

    /// <summary>Whether no rule failed.</summary>
    public bool Ready => !Checks.Any(static check => check.State == CheckState.Failed);

    /// <summary>Whether a restore would do nothing, because the container is there and <c>-SkipExisting</c> was given.</summary>
    public bool Skips { get; init; }

    /// <summary>Whether the archive has to be rewritten on its way in.</summary>
    public bool RewritesArchive { get; init; }

    /// <summary>The ports that the restored container will publish; none for one that joins a pod's network.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = Indexable.List(value); } = [];

    /// <summary>The archive's path.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>The host's name.</summary>
    public string ContainerHost { get; init; } = "";

    /// <summary>Every rule's verdict, in a fixed order.</summary>
    public IReadOnlyList<PlanCheck> Checks { get; init => field = Indexable.List(value); } = [];

    /// <summary>What changes.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was asked for.</summary>
    public RestoreOptions Options { get; init; } = new();

    /// <summary>The arguments of podman, but for the path of the archive behind <c>--import</c>, which is the last.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = Indexable.List(value); } = [];

    /// <summary>How long it took to read the archive and the host, and to plan.</summary>
    internal TimeSpan PlanTime { get; init; }

    /// <summary>What is in the archive.</summary>
    internal CheckpointManifest? Manifest { get; init; }

    /// <summary>config.dump as it is to be restored; null where it stays as it is.</summary>
    internal JsonObject? RewrittenConfig { get; init; }

    /// <summary>spec.dump as it is to be restored; null where it stays as it is.</summary>
    internal JsonObject? RewrittenSpec { get; init; }

    /// <summary>The id of the pod.</summary>
    internal string PodId { get; init; } = "";

    /// <summary>The namespaces the container shares, and the id of the container it will share each with.</summary>
    internal IReadOnlyDictionary<string, string> NamespaceContainers { get; init; } = new Dictionary<string, string>();

    /// <summary>The restored container's name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
