namespace CheckpointTools;

/// <summary>
/// A socket that a process holds open (<c>inet_sk_entry</c>, <c>unix_sk_entry</c>, <c>packet_sock_entry</c>,
/// <c>netlink_sk_entry</c> of files.img).
/// </summary>
public sealed record ProcessSocket
{
    /// <summary>The file descriptor (<c>fd</c>).</summary>
    public int Fd { get; init; }

    /// <summary>The family: <c>INET</c>, <c>INET6</c>, <c>UNIX</c>, <c>PACKET</c> or <c>NETLINK</c> (<c>family</c>).</summary>
    public string Family { get; init; } = "";

    /// <summary>
    /// The type: <c>STREAM</c>, <c>DGRAM</c>, <c>RAW</c>, <c>SEQPACKET</c> or <c>PACKET</c> (<c>type</c>); null where CRIU
    /// does not say.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>
    /// The protocol, such as <c>TCP</c> or <c>UDP</c> (<c>proto</c>), or the number of a packet or netlink socket's one
    /// (<c>protocol</c>); null for Unix sockets.
    /// </summary>
    public string? Protocol { get; init; }

    /// <summary>
    /// The state in Linux's words for TCP, which CRIU has for all families: <c>LISTEN</c>, <c>ESTABLISHED</c>,
    /// <c>CLOSE</c>, … (<c>state</c>); null where CRIU does not say.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The local IP address (<c>src_addr</c>); null for other families.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>The local port (<c>src_port</c>); null for other families.</summary>
    public int? LocalPort { get; init; }

    /// <summary>The remote IP address (<c>dst_addr</c>); null for other families.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>The remote port (<c>dst_port</c>); null for other families.</summary>
    public int? RemotePort { get; init; }

    /// <summary>
    /// A Unix socket's path, or <c>@</c> and its abstract name (<c>name</c>, <c>name_dir</c>); null when it has no name,
    /// and for other families.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The size of the send buffer in bytes (<c>so_sndbuf</c>); null where CRIU does not say.</summary>
    public long? SendBufferSize { get; init; }

    /// <summary>The size of the receive buffer in bytes (<c>so_rcvbuf</c>); null where CRIU does not say.</summary>
    public long? ReceiveBufferSize { get; init; }

    /// <summary>How many connections may wait to be accepted (<c>backlog</c>); null where CRIU does not say.</summary>
    public long? Backlog { get; init; }

    /// <summary>The socket's inode on the host that was checkpointed (<c>ino</c>); null where CRIU does not say.</summary>
    public long? Inode { get; init; }

    /// <summary>The inode of the Unix socket at the other end (<c>peer</c>); null when there is none.</summary>
    public long? PeerInode { get; init; }

    /// <summary>The socket in a line, such as <c>TCP LISTEN 0.0.0.0:80</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join(' ', new[] { Protocol ?? Family, State, Path, End(LocalAddress, LocalPort), End(RemoteAddress, RemotePort) }
        .Where(static part => !string.IsNullOrEmpty(part)));

    // A socket that listens has no other end.
    private static string? End(string? address, int? port) =>
        port is null or 0 ? null : address is not null && address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
}
