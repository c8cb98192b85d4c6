namespace CheckpointTools.Criu;

/// <summary>
/// A socket of files.img. Addresses stay as CRIU has them until the architecture is known: they are in its memory's order.
/// </summary>
internal sealed record SocketRecord
{
    public required string Family { get; init; }

    public string? Type { get; init; }

    public string? Protocol { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<uint> LocalAddress { get; init; } = [];

    public int? LocalPort { get; init; }

    public IReadOnlyList<uint> RemoteAddress { get; init; } = [];

    public int? RemotePort { get; init; }

    public string? Path { get; init; }

    public uint? SendBufferSize { get; init; }

    public uint? ReceiveBufferSize { get; init; }

    public uint? Backlog { get; init; }

    public uint? Inode { get; init; }

    public uint? PeerInode { get; init; }
}
