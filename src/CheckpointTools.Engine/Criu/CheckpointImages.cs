namespace CheckpointTools;

/// <summary>What CRIU's images of one checkpoint say, and what is wrong with them.</summary>
public sealed record CheckpointImages
{
    /// <summary>The inventory; null when there is none that can be read.</summary>
    public CheckpointInventory? Inventory { get; init; }

    /// <summary>The processes in the order of their tree: parents before their children, siblings by process id.</summary>
    public IReadOnlyList<CheckpointProcess> Processes { get; init; } = [];

    /// <summary>The mounts, in the images' order.</summary>
    public IReadOnlyList<CheckpointMount> Mounts { get; init; } = [];

    /// <summary>The cgroups that the processes are in.</summary>
    public IReadOnlyList<CheckpointCgroup> Cgroups { get; init; } = [];

    /// <summary>The host name of the first process (<c>nodename</c> of utsns-N.img); null when it has no own.</summary>
    public string? HostName { get; init; }

    /// <summary>The NIS domain of the first process (<c>domainname</c>); null when it has no own.</summary>
    public string? DomainName { get; init; }

    /// <summary>How many seccomp filters there are in all (seccomp.img).</summary>
    public int SeccompFilters { get; init; }

    /// <summary>Whether a user or group of the user namespace is the host's root (userns-N.img).</summary>
    internal bool MapsHostRoot { get; init; }

    /// <summary>The architecture in Podman's words; null when no core image could be read.</summary>
    public string? Architecture { get; init; }

    /// <summary>The size of a page in bytes, from the images' own sizes; null when they hold no pages or contradict each other.</summary>
    public int? PageSize { get; init; }

    /// <summary>How much private memory this archive holds, in bytes.</summary>
    public long MemoryDumped { get; init; }

    /// <summary>How much shared memory this archive holds, in bytes.</summary>
    public long SharedMemoryDumped { get; init; }

    /// <summary>How much memory the previous checkpoint holds, in bytes; not 0 only for an incremental checkpoint.</summary>
    public long MemoryInParent { get; init; }

    /// <summary>What the processes have mapped, by kind.</summary>
    public CheckpointMemory Memory { get; init; } = new();

    /// <summary>What CRIU measured during the dump; null when stats-dump is missing or cannot be read.</summary>
    public DumpStatistics? Statistics { get; init; }

    /// <summary>What is wrong or noteworthy about the images.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
