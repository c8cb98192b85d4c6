using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Criu;

/// <summary>A thread of core-TID.img; only the image of a process's main thread has the fields about the task.</summary>
internal sealed record CoreRecord
{
    public uint Machine { get; init; }

    public uint? TaskState { get; init; }

    public uint ExitCode { get; init; }

    public string? Name { get; init; }

    public CredsEntry? Credentials { get; init; }

    public uint? SeccompMode { get; init; }

    public uint? SeccompFilter { get; init; }

    public uint? CgroupSet { get; init; }

    public uint? LoginUid { get; init; }

    public int? OomScoreAdjustment { get; init; }

    /// <summary>
    /// Whether the task ended (<c>TASK_DEAD</c>, <c>TASK_ZOMBIE</c>): of such a one CRIU dumps nothing but this image.
    /// </summary>
    public bool IsDead => TaskState is 2 or 6;
}
