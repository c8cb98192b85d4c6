namespace CheckpointTools.Criu;

/// <summary>What is kept of mm-PID.img: its VMAs only as sums.</summary>
internal sealed record MemoryRecord
{
    public AddressRange Arguments { get; init; }

    public AddressRange Environment { get; init; }

    public uint ExecutableFileId { get; init; }

    public required CheckpointMemory Mapped { get; init; }

    /// <summary>The shared segments that are mapped (<c>shmid</c>).</summary>
    public required IReadOnlyList<ulong> SharedSegments { get; init; }

    /// <summary>Whether each area begins before it ends and after the one before it ends.</summary>
    public bool AreasInOrder { get; init; }

    public bool ArgumentsMapped { get; init; }

    public bool EnvironmentMapped { get; init; }
}
