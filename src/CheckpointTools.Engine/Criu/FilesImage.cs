using System.Globalization;
using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Criu;

/// <summary>Reads files.img: every open file of the container.</summary>
internal static class FilesImage
{
    private static readonly MessageParser<FileEntry> Parser = FileEntry.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads the next open file.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="message">The entry's message.</param>
    /// <returns>What it is found by, and what is kept of it.</returns>
    /// <exception cref="CriuImageException">The entry is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A text in it is none.</exception>
    public static (FileKey Key, FileRecord File) Read(CriuImageReader reader, ReadOnlySpan<byte> message)
    {
        FileEntry entry = reader.Parse(Parser, message);
        if (!entry.HasType || !entry.HasId)
        {
            throw reader.Malformed("an open file has no type or no number");
        }

        return (new FileKey(entry.Type, entry.Id), Record(entry) ?? throw reader.Malformed(
            $"an open file of type {CriuNames.FileType(entry.Type)} has nothing of that type"));
    }

    /// <summary>What the record takes in memory, by estimate.</summary>
    /// <param name="file">The record.</param>
    /// <returns>Bytes.</returns>
    public static long WeightOf(FileRecord file) =>
        160 + RetainedBudget.WeightOf(file.Path) + (file.Socket is { } socket ? 256 + RetainedBudget.WeightOf(socket.Path) : 0);

    private static FileRecord? Record(FileEntry entry) => entry switch
    {
        { Type: 1 } => entry.Reg is { } file ? Regular(file) : null,
        { Type: 2 } => entry.Pipe is { } pipe
            ? new FileRecord { Flags = pipe.Flags, PipeId = pipe.PipeId, Path = Numbered("pipe", pipe.PipeId) }
            : null,
        { Type: 3 } => entry.Fifo is { } fifo
            ? new FileRecord { PipeId = fifo.PipeId, PathFileId = fifo.HasRegfId ? fifo.RegfId : null, Path = Numbered("fifo", fifo.PipeId) }
            : null,
        { Type: 4 } => entry.Isk is { } socket ? SocketFiles.Inet(socket) : null,
        { Type: 5 } => entry.Usk is { } socket ? SocketFiles.Unix(socket) : null,
        { Type: 6 } => entry.Efd is { } file ? Anonymous("[eventfd]", file.Flags) : null,
        { Type: 7 } => Flagged(entry.Epfd, "[eventpoll]"),
        { Type: 8 } => Flagged(entry.Ify, "inotify"),
        { Type: 9 } => Flagged(entry.Sgfd, "[signalfd]"),
        { Type: 10 } => entry.Psk is { } socket ? SocketFiles.Packet(socket) : null,
        { Type: 11 } => entry.Tty is { } terminal
            ? new FileRecord { Flags = terminal.Flags, PathFileId = terminal.HasRegfId ? terminal.RegfId : null, Path = Numbered("tty", terminal.TtyInfoId) }
            : null,
        { Type: 12 } => Flagged(entry.Ffy, "[fanotify]"),
        { Type: 13 } => entry.Nlsk is { } socket ? SocketFiles.Netlink(socket) : null,
        { Type: 14 } => entry.Nsf is { } space ? new FileRecord { Flags = space.Flags, Path = NamespacePath(space) } : null,
        { Type: 15 } => entry.Tunf is { } tunnel ? Tunnel(tunnel) : null,
        { Type: 16 } => new FileRecord(),
        { Type: 17 } => Flagged(entry.Tfd, "[timerfd]"),
        { Type: 18 } => entry.Memfd is { } file
            ? new FileRecord { Flags = file.Flags, Position = file.Pos, Path = Numbered("memfd", file.InodeId) }
            : null,
        { Type: 19 } => entry.Bpf is { } map ? Anonymous("bpf-map", map.Flags) : null,
        { Type: 20 } => entry.Pidfd is { } file ? Anonymous("[pidfd]", file.Flags) : null,

        // A later CRIU's type: that it is open is all that can be said.
        _ => new FileRecord(),
    };

    private static FileRecord Regular(RegFileEntry file) => new()
    {
        Flags = file.Flags,
        Position = file.Pos,
        Path = KernelText.Decode(file.Name.Span),
    };

    private static FileRecord Tunnel(TunfileEntry tunnel)
    {
        string device = KernelText.Decode(tunnel.Netdev.Span);
        return new FileRecord { Path = device.Length == 0 ? "/dev/net/tun" : $"/dev/net/tun ({device})" };
    }

    private static FileRecord? Flagged(FlaggedFileEntry? file, string name) => file is null ? null : Anonymous(name, file.Flags);

    private static FileRecord Anonymous(string name, uint flags) => new() { Flags = flags, Path = "anon_inode:" + name };

    private static string NamespacePath(NsFileEntry file) => Numbered(
        file.NsCflag switch
        {
            0x00000080 => "time",
            0x00020000 => "mnt",
            0x02000000 => "cgroup",
            0x04000000 => "uts",
            0x08000000 => "ipc",
            0x10000000 => "user",
            0x20000000 => "pid",
            0x40000000 => "net",
            _ => "ns",
        },
        file.NsId);

    private static string Numbered(string name, uint number) => string.Create(CultureInfo.InvariantCulture, $"{name}:[{number}]");
}
