using CheckpointTools.Criu.Messages;
using Google.Protobuf.Collections;

namespace CheckpointTools.Criu;

/// <summary>Makes the processes that are shown of the records.</summary>
internal sealed class ProcessBuilder(ImageRecords records, int? pageSize)
{
    private const uint Strict = 1;

    private static readonly string[] NoCapabilities = [];

    private readonly Dictionary<uint, DescriptorTable> _tables = [];
    private readonly ILookup<int, PagemapRecord> _pagemaps = records.Pagemaps.Where(map => map.Pid is not null).ToLookup(map => map.Pid!.Value);

    /// <summary>Makes a process.</summary>
    /// <param name="node">Its place in the tree.</param>
    /// <returns>The process.</returns>
    public CheckpointProcess Build(ProcessNode node)
    {
        int pid = node.Process.Pid;
        CoreRecord? core = records.Cores.GetValueOrDefault(pid);
        MemoryRecord? memory = records.Memories.GetValueOrDefault(pid);
        FsEntry? fileSystem = records.FileSystems.GetValueOrDefault(pid);
        TaskKobjIdsEntry? ids = records.Ids.GetValueOrDefault(pid);
        ProcessTexts? texts = records.Texts.GetValueOrDefault(pid);
        PagemapRecord? pagemap = _pagemaps[pid].FirstOrDefault();
        DescriptorTable table = ids is null ? DescriptorTable.Empty : Table(ids.FilesId, core?.Machine ?? 0);
        CheckpointProcess process = new()
        {
            Pid = pid,
            ParentPid = node.Process.ParentPid,
            ProcessGroup = node.Process.ProcessGroup,
            Session = node.Process.Session,
            Depth = node.Depth,
            Children = node.Children,
            Threads = node.Process.Threads.Count,
            ThreadIds = node.Process.Threads,
            CommandLine = texts?.CommandLine,
            Environment = texts?.Environment,
            TextsTruncated = texts?.IsTruncated ?? false,
            Executable = memory is null ? null : Path(memory.ExecutableFileId),
            WorkingDirectory = fileSystem is null ? null : Path(fileSystem.CwdId),
            Root = fileSystem is null ? null : Path(fileSystem.RootId),
            Umask = fileSystem is { HasUmask: true } ? (int)(fileSystem.Umask & 0xFFF) : null,
            Memory = memory?.Mapped,
            MemoryDumped = Bytes(pagemap?.PresentPages, pageSize),
            MemoryInParent = Bytes(pagemap?.ParentPages, pageSize),
            FileNames = table.FileNames,
            SocketNames = table.SocketNames,
            OpenFiles = table.OpenFiles,
            Sockets = table.Sockets,
            Pipes = table.Pipes,
            Namespaces = ids is null ? null : Namespaces(ids),
        };
        return core is null ? process : WithCore(process, core);
    }

    /// <summary>How many bytes pages are.</summary>
    /// <param name="pages">How many pages; null when unknown.</param>
    /// <param name="pageSize">The size of a page in bytes; null when unknown.</param>
    /// <returns>The bytes; null when they cannot be known.</returns>
    public static long? Bytes(ulong? pages, int? pageSize) => pages switch
    {
        null => null,
        0 => 0,
        { } count when pageSize is { } size && count <= (ulong)(long.MaxValue / size) => (long)count * size,
        _ => null,
    };

    /// <summary>The namespaces of a message.</summary>
    /// <param name="ids">The message.</param>
    /// <returns>The namespaces.</returns>
    public static ProcessNamespaces Namespaces(TaskKobjIdsEntry ids) => new(
        ids.HasPidNsId ? ids.PidNsId : null,
        ids.HasNetNsId ? ids.NetNsId : null,
        ids.HasIpcNsId ? ids.IpcNsId : null,
        ids.HasUtsNsId ? ids.UtsNsId : null,
        ids.HasMntNsId ? ids.MntNsId : null,
        ids.HasUserNsId ? ids.UserNsId : null,
        ids.HasCgroupNsId ? ids.CgroupNsId : null,
        ids.HasTimeNsId ? ids.TimeNsId : null);

    private CheckpointProcess WithCore(CheckpointProcess process, CoreRecord core)
    {
        CredsEntry? credentials = core.Credentials;
        return process with
        {
            Name = core.Name,
            State = core.TaskState is { } state ? CriuNames.TaskState(state) : null,
            ExitCode = core.IsDead ? ExitCode(core.ExitCode) : null,
            Architecture = CriuNames.Architecture(core.Machine),
            SeccompMode = core.SeccompMode is { } mode ? CriuNames.SeccompMode(mode) : null,
            SeccompFilters = core.SeccompFilter is { } filter ? records.Seccomp?.CountChain(filter) ?? 0 : 0,
            SeccompForbids = core.SeccompMode == Strict || (core.SeccompMode is not null && records.Seccomp?.Forbids(core.SeccompFilter ?? 0) != false),
            CgroupSet = core.CgroupSet,
            LoginUid = core.LoginUid is { } user and < uint.MaxValue ? user : null,
            OomScoreAdjustment = core.OomScoreAdjustment,
            Uid = credentials is { HasUid: true } ? credentials.Uid : null,
            Gid = credentials is { HasGid: true } ? credentials.Gid : null,
            EffectiveUid = credentials is { HasEuid: true } ? credentials.Euid : null,
            EffectiveGid = credentials is { HasEgid: true } ? credentials.Egid : null,
            Groups = credentials is null ? [] : [.. credentials.Groups],
            Capabilities = Capabilities(credentials?.CapEff),
            PermittedCapabilities = Capabilities(credentials?.CapPrm),
            InheritableCapabilities = Capabilities(credentials?.CapInh),
            BoundingCapabilities = Capabilities(credentials?.CapBnd),
            AmbientCapabilities = Capabilities(credentials?.CapAmb),
            NoNewPrivileges = credentials is null ? null : credentials.NoNewPrivs != 0,
            LsmProfile = credentials is { HasLsmProfile: true } ? credentials.LsmProfile : null,
        };
    }

    // The kernel's wait status: the exit code in the second byte, or the signal in the lowest seven bits.
    private static int ExitCode(uint status) => (status & 0x7F) is var signal and not 0 ? 128 + (int)signal : (int)(status >> 8 & 0xFF);

    private static IReadOnlyList<string> Capabilities(RepeatedField<uint>? words) => words is null or { Count: 0 }
        ? NoCapabilities
        : CapabilityNames.Of(words[0] | (words.Count > 1 ? (ulong)words[1] << 32 : 0));

    private string? Path(uint fileId) => records.Files.GetValueOrDefault(new FileKey(FileKey.Regular, fileId))?.Path
        ?? records.Files.GetValueOrDefault(new FileKey(FileKey.Memory, fileId))?.Path;

    private DescriptorTable Table(uint filesId, uint machine)
    {
        if (!_tables.TryGetValue(filesId, out DescriptorTable? table))
        {
            table = records.FileDescriptors.TryGetValue(filesId, out List<FileDescriptorRecord>? descriptors)
                ? DescriptorTable.Of(descriptors, records.Files, machine)
                : DescriptorTable.Empty;
            _tables.Add(filesId, table);
        }

        return table;
    }
}
