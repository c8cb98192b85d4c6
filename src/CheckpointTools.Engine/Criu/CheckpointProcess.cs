using System.Globalization;
using Newtonsoft.Json;

namespace CheckpointTools;

/// <summary>
/// A process of a checkpointed container. The numbers of processes, users and groups are those within the container's
/// namespaces. What an archive's images do not tell is null.
/// </summary>
public sealed record CheckpointProcess
{
    /// <summary>The name of the container that the process is of.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The path of the archive that it was read from.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>The process id (<c>pid</c> of pstree.img).</summary>
    public int Pid { get; init; }

    /// <summary>The parent's process id; 0 for the container's first process (<c>ppid</c>).</summary>
    public int ParentPid { get; init; }

    /// <summary>The process group (<c>pgid</c>).</summary>
    public int ProcessGroup { get; init; }

    /// <summary>The session (<c>sid</c>).</summary>
    public int Session { get; init; }

    /// <summary>How many ancestors it has in the container.</summary>
    public int Depth { get; init; }

    /// <summary>The process ids of its children, ascending.</summary>
    public IReadOnlyList<int> Children { get; init => field = Indexable.List(value); } = [];

    /// <summary>The name, of 15 bytes at most, that the process gave itself or that of its program (<c>comm</c>).</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The state: <c>Alive</c>, <c>Stopped</c>, or <c>Dead</c> for one that ended and that nobody waited for yet, which
    /// the kernel calls a zombie (<c>task_state</c>).
    /// </summary>
    public string? State { get; init; }

    /// <summary>
    /// With what a dead process ended: its exit code, or 128 and the signal that killed it (<c>exit_code</c>); null
    /// while it lives.
    /// </summary>
    public int? ExitCode { get; init; }

    /// <summary>The arguments it was started with, the program first, read from its memory; null when they were not dumped or not asked for.</summary>
    public IReadOnlyList<string>? CommandLine { get; init => field = value is null ? null : Indexable.List(value); }

    /// <summary>
    /// The environment it was started with, read from its memory; null when it was not dumped or not asked for. Secrets
    /// are often found here.
    /// </summary>
    public IReadOnlyList<string>? Environment { get; init => field = value is null ? null : Indexable.List(value); }

    /// <summary>Whether <see cref="CommandLine"/> or <see cref="Environment"/> was longer than the limit and is cut off.</summary>
    public bool TextsTruncated { get; init; }

    /// <summary>The program's file (<c>exe_file_id</c> of mm-PID.img).</summary>
    public string? Executable { get; init; }

    /// <summary>The working folder (<c>cwd_id</c> of fs-PID.img).</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The root folder (<c>root_id</c>).</summary>
    public string? Root { get; init; }

    /// <summary>The rights that new files do not get, as a number (<c>umask</c>).</summary>
    public int? Umask { get; init; }

    /// <summary>The real user (<c>uid</c> of core-PID.img).</summary>
    public long? Uid { get; init; }

    /// <summary>The real group (<c>gid</c>).</summary>
    public long? Gid { get; init; }

    /// <summary>The effective user (<c>euid</c>).</summary>
    public long? EffectiveUid { get; init; }

    /// <summary>The effective group (<c>egid</c>).</summary>
    public long? EffectiveGid { get; init; }

    /// <summary>The supplementary groups (<c>groups</c>).</summary>
    public IReadOnlyList<long> Groups { get; init => field = Indexable.List(value); } = [];

    /// <summary>The capabilities in effect, as <c>CAP_</c> names (<c>cap_eff</c>).</summary>
    public IReadOnlyList<string> Capabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>The capabilities that it may put in effect (<c>cap_prm</c>).</summary>
    public IReadOnlyList<string> PermittedCapabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>The capabilities that it may hand on (<c>cap_inh</c>).</summary>
    public IReadOnlyList<string> InheritableCapabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>The capabilities that no program it starts can go beyond (<c>cap_bnd</c>).</summary>
    public IReadOnlyList<string> BoundingCapabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>The capabilities that programs it starts keep (<c>cap_amb</c>).</summary>
    public IReadOnlyList<string> AmbientCapabilities { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether it can never gain privileges (<c>no_new_privs</c>).</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary><c>Disabled</c>, <c>Strict</c> or <c>Filter</c> (<c>seccomp_mode</c>).</summary>
    public string? SeccompMode { get; init; }

    /// <summary>How many seccomp filters apply to it, one after the other (<c>seccomp_filter</c>).</summary>
    public int SeccompFilters { get; init; }

    /// <summary>Whether seccomp forbids it anything: filters may be there and allow all.</summary>
    internal bool SeccompForbids { get; init; }

    /// <summary>The profile or label of the Linux security module (<c>lsm_profile</c>).</summary>
    public string? LsmProfile { get; init; }

    /// <summary>
    /// The architecture in Podman's words: <c>amd64</c>, <c>arm64</c>, <c>s390x</c>, … (<c>mtype</c>).
    /// </summary>
    public string? Architecture { get; init; }

    /// <summary>How many threads it has (<c>threads</c> of pstree.img).</summary>
    public int Threads { get; init; }

    /// <summary>The thread ids.</summary>
    public IReadOnlyList<int> ThreadIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>How much of its private memory this archive holds, in bytes; null when the pages cannot be made sense of.</summary>
    public long? MemoryDumped { get; init; }

    /// <summary>How much of its private memory the previous checkpoint holds, in bytes.</summary>
    public long? MemoryInParent { get; init; }

    /// <summary>How much memory it has mapped, in bytes.</summary>
    public long? MemoryMapped => Memory?.Total;

    /// <summary>What it has mapped, by kind.</summary>
    public CheckpointMemory? Memory { get; init; }

    /// <summary>
    /// The paths of <see cref="OpenFiles"/>, in the order of the descriptors; for what has none, what <c>/proc/PID/fd</c>
    /// shows.
    /// </summary>
    public IReadOnlyList<string> FileNames { get; init => field = Indexable.List(value); } = [];

    /// <summary>
    /// The <see cref="Sockets"/> in a line each, such as <c>TCP LISTEN [::]:80</c> or <c>UNIX CLOSE /dev/log</c>.
    /// </summary>
    public IReadOnlyList<string> SocketNames { get; init => field = Indexable.List(value); } = [];

    // Objects of their own in a process in a manifest lie too deep for ConvertTo-Json -Depth 3, which then has the names
    // alone. Of a process by itself it has these as well.

    /// <summary>The file descriptors.</summary>
    [JsonIgnore]
    public IReadOnlyList<ProcessOpenFile> OpenFiles { get; init => field = Indexable.List(value); } = [];

    /// <summary>The file descriptors that are sockets.</summary>
    [JsonIgnore]
    public IReadOnlyList<ProcessSocket> Sockets { get; init => field = Indexable.List(value); } = [];

    /// <summary>The file descriptors that are pipes.</summary>
    [JsonIgnore]
    public IReadOnlyList<ProcessPipe> Pipes { get; init => field = Indexable.List(value); } = [];

    /// <summary>The namespaces.</summary>
    public ProcessNamespaces? Namespaces { get; init; }

    /// <summary>The number of its set of cgroups (<c>cg_set</c>; <see cref="CheckpointCgroup.Set"/>).</summary>
    public long? CgroupSet { get; init; }

    /// <summary>The user that logged in, for audit (<c>loginuid</c>); null when unset.</summary>
    public long? LoginUid { get; init; }

    /// <summary>How readily the kernel ends it when memory runs out, -1000 to 1000 (<c>oom_score_adj</c>).</summary>
    public int? OomScoreAdjustment { get; init; }

    /// <summary>The number and the name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid} {Name}");
}
