namespace CheckpointTools.Criu;

/// <summary>An open file of files.img.</summary>
internal sealed record FileRecord
{
    public uint? Flags { get; init; }

    /// <summary>The path, or what stands for it.</summary>
    public string? Path { get; init; }

    public ulong? Position { get; init; }

    /// <summary>The pipe that an end belongs to.</summary>
    public uint? PipeId { get; init; }

    /// <summary>The regular file that has the path of a named pipe or a terminal.</summary>
    public uint? PathFileId { get; init; }

    public SocketRecord? Socket { get; init; }
}
