using CheckpointTools.Manifest;

namespace CheckpointTools;

/// <summary>
/// What is in a checkpoint archive. Texts are empty and lists have no elements where the archive does not say; numbers
/// that were not read, because only a full pass finds them, are null.
/// </summary>
public sealed record CheckpointManifest
{
    /// <summary>The container's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The container's id: 64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The image by name, such as <c>docker.io/library/nginx:latest</c>.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id on the host that the archive comes from.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The id of the pod the container was in; empty outside one.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The container engine: <c>Podman</c>, <c>CRI-O</c>, <c>containerd</c> or <c>Unknown</c>.</summary>
    public string Engine { get; init; } = "";

    /// <summary>One of the words of <see cref="ArchiveLayout"/>.</summary>
    public string Layout { get; init; } = "";

    /// <summary>The OCI runtime, by name or path.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>When the container was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was checkpointed, to the second.</summary>
    public DateTimeOffset? Checkpointed { get; init; }

    /// <summary>Where <see cref="Checkpointed"/> comes from: a field of config.dump, or the member whose time of writing it is.</summary>
    public string CheckpointedSource { get; init; } = "";

    /// <summary>The archive's path.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>The archive's size in bytes.</summary>
    public long ArchiveSize { get; init; }

    /// <summary><c>None</c>, <c>Gzip</c>, <c>Zstd</c>, <c>Bzip2</c> or <c>Xz</c>, told by the content.</summary>
    public string Compression { get; init; } = "";

    /// <summary>The archive's SHA-256 in lower-case hexadecimal digits; empty unless asked for.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>One of the words of <see cref="VerificationState"/>.</summary>
    public string Verification { get; init; } = VerificationState.NotVerified;

    /// <summary>How many findings are an <c>Error</c> or a <c>Warning</c>.</summary>
    public int Problems => Findings.Count(static finding => finding.Severity != FindingSeverity.Information);

    /// <summary>
    /// What the archive would get of the host that restores it, in one of the words of <see cref="FindingRisk"/>: the
    /// highest <see cref="Finding.Risk"/> among the findings. Without a full pass only config.dump and spec.dump have a say.
    /// </summary>
    public string RiskLevel => FindingRisk.Highest(Findings);

    /// <summary>Whether it is a pre-checkpoint: memory alone, which the checkpoint that follows builds on.</summary>
    public bool IsPreCheckpoint { get; init; }

    /// <summary>
    /// Whether it holds only what changed since a pre-checkpoint, which a restore needs beside it. Null where that is not
    /// known, because what says so stands behind the memory and the archive was not read that far.
    /// </summary>
    public bool? IsIncremental { get; init; }

    /// <summary>The command that the container runs, word by word.</summary>
    public IReadOnlyList<string> Command { get; init => field = Indexable.List(value); } = [];

    /// <summary>The folder in the container that the command starts in.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The user as configured; else the numeric user and group ids, <c>UID:GID</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The container's host name; where it is that of a pod, a full pass finds it in CRIU's images.</summary>
    public string HostName { get; init; } = "";

    /// <summary>
    /// The names of the environment variables; each <c>NAME=VALUE</c> where that was asked for, since the values may hold
    /// secrets.
    /// </summary>
    public IReadOnlyList<string> Environment { get; init => field = Indexable.List(value); } = [];

    /// <summary>Labels by name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The namespaces shared with another container, by the names of <c>podman pod create --share</c>.</summary>
    public IReadOnlyList<string> SharedNamespaces { get; init => field = Indexable.List(value); } = [];

    /// <summary>The networks asked for.</summary>
    public IReadOnlyList<string> Networks { get; init => field = Indexable.List(value); } = [];

    /// <summary>The addresses that the container had.</summary>
    public IReadOnlyList<NetworkAddress> Addresses { get; init => field = Indexable.List(value); } = [];

    /// <summary>Published ports.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = Indexable.List(value); } = [];

    /// <summary>Named volumes.</summary>
    public IReadOnlyList<NamedVolume> Volumes { get; init => field = Indexable.List(value); } = [];

    /// <summary>Paths of the host that the user mounted; those that the engine itself mounts are left out.</summary>
    public IReadOnlyList<BindMount> BindMounts { get; init => field = Indexable.List(value); } = [];

    /// <summary><c>always</c>, <c>on-failure:3</c>, <c>unless-stopped</c>, <c>no</c>; empty where none was set.</summary>
    public string RestartPolicy { get; init; } = "";

    /// <summary>The command of the health check; empty where there is none.</summary>
    public string HealthCheck { get; init; } = "";

    /// <summary>Whether the container is privileged.</summary>
    public bool Privileged { get; init; }

    /// <summary>All capabilities that a process of the container can have: the bounding set.</summary>
    public IReadOnlyList<string> Capabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>Bytes of the whole checkpoint, as CRIU wrote it.</summary>
    public long? CheckpointSize { get; init; }

    /// <summary>Bytes of memory pages; part of <see cref="CheckpointSize"/>.</summary>
    public long? MemorySize { get; init; }

    /// <summary>Bytes of files added and changed in the root file system.</summary>
    public long? RootFileSystemChangeSize { get; init; }

    /// <summary>Files deleted from the root file system.</summary>
    public IReadOnlyList<string> DeletedFiles { get; init => field = Indexable.List(value); } = [];

    /// <summary>Bytes of the content of named volumes.</summary>
    public long? VolumeSize { get; init; }

    /// <summary>What CRIU counted and timed while it dumped; null where the archive does not say.</summary>
    public DumpStatistics? Statistics { get; init; }

    /// <summary>The processes, parents before their children; read by a full pass alone.</summary>
    public IReadOnlyList<CheckpointProcess> Processes { get; init => field = Indexable.List(value); } = [];

    /// <summary>The mounts as CRIU found them; read by a full pass alone.</summary>
    public IReadOnlyList<CheckpointMount> Mounts { get; init => field = Indexable.List(value); } = [];

    /// <summary>The cgroups of the processes; read by a full pass alone.</summary>
    public IReadOnlyList<CheckpointCgroup> Cgroups { get; init => field = Indexable.List(value); } = [];

    /// <summary>What the processes have mapped, by kind; null unless a full pass read it.</summary>
    public CheckpointMemory? Memory { get; init; }

    /// <summary>The processor architecture, in Go's words such as <c>amd64</c>; empty unless a full pass read it.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>All members, in the archive's order; those read so far where it was not read to its end.</summary>
    public IReadOnlyList<ArchiveMember> Members { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was found out.</summary>
    public IReadOnlyList<Finding> Findings { get; init => field = Indexable.List(value); } = [];

    /// <summary>config.dump with every field, for the planner and for writing it again.</summary>
    internal ConfigDump? Config { get; init; }

    /// <summary>spec.dump with every field.</summary>
    internal SpecDump? Spec { get; init; }

    /// <summary>The container's name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
