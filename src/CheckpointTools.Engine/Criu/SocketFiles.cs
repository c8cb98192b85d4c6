using System.Globalization;
using CheckpointTools.Criu.Messages;
using Google.Protobuf.Collections;

namespace CheckpointTools.Criu;

/// <summary>What is kept of the sockets of files.img.</summary>
internal static class SocketFiles
{
    /// <summary>An IPv4 or IPv6 socket.</summary>
    public static FileRecord Inet(InetSkEntry socket) => Record(
        socket.Flags,
        new SocketRecord
        {
            Family = CriuNames.SocketFamily(socket.Family),
            Type = CriuNames.SocketType(socket.Type),
            Protocol = CriuNames.SocketProtocol(socket.Proto),
            State = CriuNames.SocketState(socket.State),
            LocalAddress = Address(socket.SrcAddr),
            LocalPort = Port(socket.SrcPort),
            RemoteAddress = Address(socket.DstAddr),
            RemotePort = Port(socket.DstPort),
            Backlog = socket.Backlog,
            Inode = socket.Ino,
        },
        socket.Opts);

    /// <summary>A Unix socket.</summary>
    public static FileRecord Unix(UnixSkEntry socket) => Record(
        socket.Flags,
        new SocketRecord
        {
            Family = "UNIX",
            Type = CriuNames.SocketType(socket.Type),
            State = CriuNames.SocketState(socket.State),
            Path = UnixPath(socket),
            Backlog = socket.Backlog,
            Inode = socket.Ino,
            PeerInode = socket.Peer == 0 ? null : socket.Peer,
        },
        socket.Opts);

    /// <summary>A packet socket.</summary>
    public static FileRecord Packet(PacketSockEntry socket) => Record(
        socket.Flags,
        new SocketRecord
        {
            Family = "PACKET",
            Type = CriuNames.SocketType(socket.Type),
            Protocol = socket.Protocol.ToString(CultureInfo.InvariantCulture),
        },
        socket.Opts);

    /// <summary>A netlink socket.</summary>
    public static FileRecord Netlink(NetlinkSkEntry socket) => Record(
        socket.Flags,
        new SocketRecord
        {
            Family = "NETLINK",
            Protocol = socket.Protocol.ToString(CultureInfo.InvariantCulture),
            State = CriuNames.SocketState(socket.State),
            Inode = socket.Ino,
        },
        socket.Opts);

    private static FileRecord Record(uint flags, SocketRecord socket, SkOptsEntry? options) => new()
    {
        Flags = flags,
        Path = socket.Inode is { } inode ? string.Create(CultureInfo.InvariantCulture, $"socket:[{inode}]") : "socket:[]",
        Socket = socket with
        {
            SendBufferSize = options is { HasSoSndbuf: true } ? options.SoSndbuf : null,
            ReceiveBufferSize = options is { HasSoRcvbuf: true } ? options.SoRcvbuf : null,
        },
    };

    private static string? UnixPath(UnixSkEntry socket)
    {
        if (socket.Name.IsEmpty)
        {
            return null;
        }

        string name = KernelText.DecodeSocketName(socket.Name.Span);

        // A relative name goes with the folder that was the working one when it was bound.
        return socket.NameDir.IsEmpty || name.StartsWith('/') || name.StartsWith('@')
            ? name
            : KernelText.Decode(socket.NameDir.Span).TrimEnd('/') + "/" + name;
    }

    // An IPv4 address is one word, an IPv6 one four; anything else is no address.
    private static uint[] Address(RepeatedField<uint> words) => words.Count is 1 or 4 ? [.. words] : [];

    private static int? Port(uint value) => value <= ushort.MaxValue ? (int)value : null;
}
