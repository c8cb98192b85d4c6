namespace CheckpointTools;

/// <summary>A container after its restore, as it was inspected, not as it was planned.</summary>
public sealed record RestoredContainer
{
    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id: 64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of its pod; empty outside one.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The image by name.</summary>
    public string Image { get; init; } = "";

    /// <summary><c>running</c>; with <c>-SkipExisting</c> the state the container was found in.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether anything was done: false where the container was there already and <c>-SkipExisting</c> was given.</summary>
    public bool Changed { get; init; }

    /// <summary>Published ports.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = Indexable.List(value); } = [];

    /// <summary>What the restore changed about the container.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init => field = Indexable.List(value); } = [];

    /// <summary>What an admin should know though the restore succeeded: warnings of the plan, of the archive and of Podman.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Indexable.List(value); } = [];

    /// <summary>The process id of the container's first process on the host; 0 where it is not known.</summary>
    public int ProcessId { get; init; }

    /// <summary>The archive's path.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>The podman connection; empty for the local one.</summary>
    public string Connection { get; init; } = "";

    /// <summary>How the archive reached Podman: <c>Staged</c> as a verified plain tar, or <c>Fed</c> as the same through a pipe while it was verified; <c>None</c> where nothing was restored.</summary>
    public string Transfer { get; init; } = "";

    /// <summary>Time from the start to the proof.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Part of it: reading the archive and the host, and planning.</summary>
    public TimeSpan PlanTime { get; init; }

    /// <summary>Part of it: verifying the archive, and staging it in the same pass; overlaps <see cref="RestoreTime"/> where it is fed.</summary>
    public TimeSpan StageTime { get; init; }

    /// <summary>Part of it: podman's run.</summary>
    public TimeSpan RestoreTime { get; init; }

    /// <summary>Part of <see cref="RestoreTime"/>: what CRIU itself took; null where Podman did not say.</summary>
    public TimeSpan? CriuTime { get; init; }

    /// <summary>Part of it: inspecting the restored container against the plan.</summary>
    public TimeSpan ProveTime { get; init; }

    /// <summary>The container's name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
