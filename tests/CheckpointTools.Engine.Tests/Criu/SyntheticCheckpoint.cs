using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// A checkpoint made of messages: sound unless told otherwise. Each process has a heap of four pages, of which two are
/// dumped, and a stack of two with its arguments and its environment in the second.
/// </summary>
internal sealed class SyntheticCheckpoint
{
    public const ulong Heap = 0x10_0000_0000;
    public const ulong Stack = 0x7000_0000_0000;
    private const uint Regular = 1;

    public SyntheticCheckpoint(int pageSize = 4096, uint machine = 1, params int[] pids)
    {
        PageSize = pageSize;
        Machine = machine;
        int[] all = pids.Length == 0 ? [1] : pids;
        Set["inventory.img"] = ImageBuilder.Image(CriuImageKind.Inventory, new InventoryEntry { ImgVersion = 2 });
        Set["pstree.img"] = ImageBuilder.Image(CriuImageKind.ProcessTree, [.. all.Select(pid => Process(pid, pid == all[0] ? 0 : all[0]))]);
        Set["files.img"] = ImageBuilder.Image(CriuImageKind.Files, File(1, "/bin/program"), File(2, "/"), File(3, "/dev/null"));
        foreach (int pid in all)
        {
            AddProcess(pid);
        }

        WriteStatistics(all.Length * 4);
    }

    public ImageSet Set { get; } = new();

    public int PageSize { get; }

    public uint Machine { get; }

    private ulong Page => (ulong)PageSize;

    public static PstreeEntry Process(int pid, int parent) =>
        new() { Pid = (uint)pid, Ppid = (uint)parent, Pgid = 1, Sid = 1, Threads = { (uint)pid } };

    public static FileEntry File(uint id, string path) => new()
    {
        Type = Regular,
        Id = id,
        Reg = new RegFileEntry { Id = id, Name = ByteString.CopyFromUtf8(path) },
    };

    public CoreEntry Core(uint state = 1, string name = "program") => new()
    {
        Mtype = Machine,
        Tc = new TaskCoreEntry { TaskState = state, Comm = ByteString.CopyFromUtf8(name) },
        ThreadCore = new ThreadCoreEntry { Creds = new CredsEntry { Uid = 0, Gid = 0 } },
    };

    public MmEntry Memory() => new()
    {
        MmArgStart = Stack + Page + 16,
        MmArgEnd = Stack + Page + 16 + 10,
        MmEnvStart = Stack + Page + 26,
        MmEnvEnd = Stack + Page + 26 + 8,
        ExeFileId = 1,
        Vmas =
        {
            new VmaEntry { Start = Heap, End = Heap + (4 * Page), Status = (1 << 5) | (1 << 9) | 1, Flags = 0x22 },
            new VmaEntry { Start = Stack, End = Stack + (2 * Page), Status = (1 << 9) | 1, Flags = 0x122 },
        },
    };

    public PagemapEntry[] Entries() => [Entry(Heap + Page, 2, 4), Entry(Stack, 2, 4)];

    public static PagemapEntry Entry(ulong address, uint pages, uint? flags)
    {
        PagemapEntry entry = new() { Vaddr = address, CompatNrPages = pages };
        if (flags is { } value)
        {
            entry.Flags = value;
        }

        return entry;
    }

    /// <summary>The pages: what is no text is the number of the page.</summary>
    public byte[] Pages(int count = 4)
    {
        byte[] pages = new byte[count * PageSize];
        for (int page = 0; page < count; page++)
        {
            pages.AsSpan(page * PageSize, PageSize).Fill((byte)page);
        }

        "prog\0-arg\0A=1\0B=2\0"u8.CopyTo(pages.AsSpan(((count - 1) * PageSize) + 16));
        return pages;
    }

    public void WritePagemap(int pid, uint pagesId, params PagemapEntry[] entries) => Set[$"pagemap-{pid}.img"] =
        ImageBuilder.Image(CriuImageKind.Pagemap, [new PagemapHead { PagesId = pagesId }, .. entries]);

    public void Write(CriuImageKind kind, ulong number, params IMessage[] messages) =>
        Set[kind.FileName(number)] = ImageBuilder.Image(kind, messages);

    public void WriteStatistics(int written, ulong lazy = 0) => Write(CriuImageKind.Statistics, 0, new StatsEntry
    {
        Dump = new DumpStatsEntry { FreezingTime = 1, FrozenTime = 1, PagesScanned = 100, PagesWritten = (ulong)written, PagesLazy = lazy },
    });

    private void AddProcess(int pid)
    {
        uint id = (uint)pid;
        Write(CriuImageKind.Core, id, Core());
        Write(CriuImageKind.Ids, id, new TaskKobjIdsEntry { VmId = id, FilesId = id, FsId = id, SighandId = id });
        Write(CriuImageKind.FileSystem, id, new FsEntry { CwdId = 2, RootId = 2 });
        Write(CriuImageKind.FileDescriptors, id, new FdinfoEntry { Id = 3, Type = Regular, Fd = 0 });
        Write(CriuImageKind.Memory, id, Memory());
        WritePagemap(pid, id, Entries());
        Set[$"pages-{pid}.img"] = Pages();
    }
}
