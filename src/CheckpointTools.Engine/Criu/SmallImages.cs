using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Criu;

/// <summary>Reads the images whose messages are kept as they are or nearly so.</summary>
internal static class SmallImages
{
    private static readonly MessageParser<InventoryEntry> InventoryParser = InventoryEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<TaskKobjIdsEntry> IdsParser = TaskKobjIdsEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<FsEntry> FileSystemParser = FsEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<UsernsEntry> UserNamespaceParser = UsernsEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<UtsnsEntry> UtsParser = UtsnsEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<PstreeEntry> ProcessParser = PstreeEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<FdinfoEntry> DescriptorParser = FdinfoEntry.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<MntEntry> MountParser = MntEntry.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads inventory.img.</summary>
    public static InventoryEntry ReadInventory(CriuImageReader reader)
    {
        InventoryEntry inventory = reader.Parse(InventoryParser, reader.ReadSingleMessage());
        return inventory.HasImgVersion ? inventory : throw reader.Malformed("it lacks the version of the images");
    }

    /// <summary>Reads ids-PID.img.</summary>
    public static TaskKobjIdsEntry ReadIds(CriuImageReader reader)
    {
        TaskKobjIdsEntry ids = reader.Parse(IdsParser, reader.ReadSingleMessage());
        return ids.HasFilesId ? ids : throw reader.Malformed("it lacks the number of the open files");
    }

    /// <summary>Reads fs-PID.img.</summary>
    public static FsEntry ReadFileSystem(CriuImageReader reader)
    {
        FsEntry fileSystem = reader.Parse(FileSystemParser, reader.ReadSingleMessage());
        return fileSystem is { HasCwdId: true, HasRootId: true }
            ? fileSystem
            : throw reader.Malformed("it lacks the working or the root folder");
    }

    /// <summary>Reads utsns-ID.img.</summary>
    public static (string NodeName, string DomainName) ReadUtsNamespace(CriuImageReader reader)
    {
        UtsnsEntry names = reader.Parse(UtsParser, reader.ReadSingleMessage());
        return (KernelText.Decode(names.Nodename.Span), KernelText.Decode(names.Domainname.Span));
    }

    /// <summary>Reads userns-ID.img.</summary>
    /// <returns>Whether a user or group of the namespace is the host's root.</returns>
    public static bool ReadUserNamespace(CriuImageReader reader)
    {
        UsernsEntry maps = reader.Parse(UserNamespaceParser, reader.ReadSingleMessage());
        return maps.UidMap.Concat(maps.GidMap).Any(static extent => extent.LowerFirst == 0);
    }

    /// <summary>Reads an entry of pstree.img.</summary>
    public static ProcessRecord ReadProcess(CriuImageReader reader, ReadOnlySpan<byte> message)
    {
        PstreeEntry process = reader.Parse(ProcessParser, message);

        // The first thread is the process, whatever stands there: of a dead process CRIU writes what was in memory by
        // chance, and on restore does not look.
        if (process.Pid == 0 || !process.HasPpid || process.Threads.Skip(1).Any(thread => thread is 0 or > int.MaxValue))
        {
            throw reader.Malformed("a process has no process id, no parent or an impossible thread");
        }

        return new ProcessRecord(
            Id(reader, process.Pid),
            Id(reader, process.Ppid),
            Id(reader, process.Pgid),
            Id(reader, process.Sid),
            [(int)process.Pid, .. process.Threads.Skip(1).Select(thread => (int)thread)]);
    }

    /// <summary>Reads an entry of fdinfo-N.img.</summary>
    public static FileDescriptorRecord ReadDescriptor(CriuImageReader reader, ReadOnlySpan<byte> message)
    {
        FdinfoEntry descriptor = reader.Parse(DescriptorParser, message);
        return descriptor is { HasId: true, HasType: true, HasFd: true, Fd: <= int.MaxValue }
            ? new FileDescriptorRecord((int)descriptor.Fd, descriptor.Type, descriptor.Id, (descriptor.Flags & 1) != 0)
            : throw reader.Malformed("a file descriptor lacks its number, its type or its file");
    }

    /// <summary>Reads an entry of mountpoints-N.img.</summary>
    public static CheckpointMount ReadMount(CriuImageReader reader, ReadOnlySpan<byte> message, ulong mountNamespace)
    {
        MntEntry mount = reader.Parse(MountParser, message);
        if (mount is not { HasMntId: true, HasParentMntId: true, HasMountpoint: true })
        {
            throw reader.Malformed("a mount lacks its number, its parent or its place");
        }

        const uint FsTypeAuto = 16;
        return new CheckpointMount
        {
            Destination = KernelText.Decode(mount.Mountpoint.Span),
            Type = mount is { HasFsname: true, Fstype: FsTypeAuto } ? KernelText.Decode(mount.Fsname.Span) : CriuNames.MountType(mount.Fstype),
            Source = KernelText.Decode(mount.Source.Span),
            Root = KernelText.Decode(mount.Root.Span),
            Options = KernelText.Decode(mount.Options.Span),
            Flags = MountFlagNames.Of(mount.Flags),
            ReadOnly = ((mount.Flags | mount.SbFlags) & 1) != 0,
            External = mount.ExtMount || mount.HasExtKey,
            ExternalKey = mount.HasExtKey ? KernelText.Decode(mount.ExtKey.Span) : null,
            Device = mount.RootDev,
            MountId = mount.MntId,
            ParentMountId = mount.ParentMntId,
            Namespace = (long)mountNamespace,
        };
    }

    private static int Id(CriuImageReader reader, uint value) =>
        value <= int.MaxValue ? (int)value : throw reader.Malformed("a process id is impossible");
}
