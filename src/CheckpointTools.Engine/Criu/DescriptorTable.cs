namespace CheckpointTools.Criu;

/// <summary>The file descriptors that processes share (one fdinfo-N.img), as they are shown.</summary>
/// <param name="OpenFiles">All of them.</param>
/// <param name="Sockets">Those that are sockets.</param>
/// <param name="Pipes">Those that are pipes.</param>
internal sealed record DescriptorTable(ProcessOpenFile[] OpenFiles, ProcessSocket[] Sockets, ProcessPipe[] Pipes)
{
    private const uint S390 = 5;

    /// <summary>What <see cref="CheckpointProcess.FileNames"/> tells.</summary>
    public string[] FileNames { get; } = [.. OpenFiles.Select(static file => file.ToString())];

    /// <summary>What <see cref="CheckpointProcess.SocketNames"/> tells.</summary>
    public string[] SocketNames { get; } = [.. Sockets.Select(static socket => socket.ToString())];

    public static DescriptorTable Empty { get; } = new([], [], []);

    /// <summary>Makes the table.</summary>
    /// <param name="descriptors">The descriptors.</param>
    /// <param name="files">The open files.</param>
    /// <param name="machine">The architecture's number, which flags and addresses depend on; 0 when unknown.</param>
    /// <returns>The table.</returns>
    public static DescriptorTable Of(
        IReadOnlyList<FileDescriptorRecord> descriptors, IReadOnlyDictionary<FileKey, FileRecord> files, uint machine)
    {
        List<ProcessOpenFile> openFiles = new(descriptors.Count);
        List<ProcessSocket> sockets = [];
        List<ProcessPipe> pipes = [];
        foreach (FileDescriptorRecord descriptor in descriptors)
        {
            FileRecord? file = files.GetValueOrDefault(new FileKey(descriptor.Type, descriptor.FileId));
            FileRecord? named = file?.PathFileId is { } id ? files.GetValueOrDefault(new FileKey(FileKey.Regular, id)) : null;

            // A named pipe has its flags where it has its path.
            uint? flags = file?.Flags ?? named?.Flags;
            string? access = flags is { } known ? OpenFlagNames.Access(known) : null;
            openFiles.Add(new ProcessOpenFile
            {
                Fd = descriptor.Fd,
                Type = CriuNames.FileType(descriptor.Type),
                Path = named?.Path ?? file?.Path,
                Access = access,
                Flags = OpenFlagNames.Of(flags ?? 0, machine),
                Position = file?.Position is { } position and <= long.MaxValue ? (long)position : null,
                CloseOnExec = descriptor.CloseOnExec,
                FileId = descriptor.FileId,
            });
            if (file?.Socket is { } socket)
            {
                sockets.Add(Socket(descriptor.Fd, socket, isBigEndian: machine == S390));
            }

            if (file?.PipeId is { } pipe)
            {
                pipes.Add(new ProcessPipe(descriptor.Fd, pipe, access, named?.Path));
            }
        }

        return new DescriptorTable([.. openFiles], [.. sockets], [.. pipes]);
    }

    private static ProcessSocket Socket(int fd, SocketRecord socket, bool isBigEndian) => new()
    {
        Fd = fd,
        Family = socket.Family,
        Type = socket.Type,
        Protocol = socket.Protocol,
        State = socket.State,
        LocalAddress = SocketAddresses.Format(socket.LocalAddress, isBigEndian),
        LocalPort = socket.LocalPort,
        RemoteAddress = SocketAddresses.Format(socket.RemoteAddress, isBigEndian),
        RemotePort = socket.RemotePort,
        Path = socket.Path,
        SendBufferSize = socket.SendBufferSize,
        ReceiveBufferSize = socket.ReceiveBufferSize,
        Backlog = socket.Backlog,
        Inode = socket.Inode,
        PeerInode = socket.PeerInode,
    };
}
