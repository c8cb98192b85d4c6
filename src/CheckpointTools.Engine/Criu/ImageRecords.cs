using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Criu;

/// <summary>What is kept of a checkpoint's images while the archive goes by.</summary>
internal sealed class ImageRecords(RetainedBudget budget)
{
    private readonly Dictionary<uint, List<PagemapRecord>> _pagemapsByPages = [];

    public RetainedBudget Budget { get; } = budget;

    public InventoryEntry? Inventory { get; set; }

    public List<ProcessRecord> Processes { get; } = [];

    public Dictionary<int, CoreRecord> Cores { get; } = [];

    public Dictionary<int, TaskKobjIdsEntry> Ids { get; } = [];

    public Dictionary<int, MemoryRecord> Memories { get; } = [];

    public Dictionary<int, FsEntry> FileSystems { get; } = [];

    public Dictionary<int, ProcessTexts> Texts { get; } = [];

    public List<PagemapRecord> Pagemaps { get; } = [];

    /// <summary>The lengths in bytes of the pages images, by number.</summary>
    public Dictionary<uint, long> PagesLengths { get; } = [];

    public Dictionary<uint, List<FileDescriptorRecord>> FileDescriptors { get; } = [];

    public Dictionary<FileKey, FileRecord> Files { get; } = [];

    public List<CheckpointMount> Mounts { get; } = [];

    public List<CheckpointCgroup> Cgroups { get; } = [];

    /// <summary>The numbers of all sets of cgroups, those without a cgroup included.</summary>
    public HashSet<uint> CgroupSets { get; } = [];

    public SeccompRecord? Seccomp { get; set; }

    public Dictionary<uint, (string NodeName, string DomainName)> UtsNamespaces { get; } = [];

    /// <summary>Whether a user namespace has a user or group that is the host's root.</summary>
    public bool MapsHostRoot { get; set; }

    public DumpStatistics? Statistics { get; set; }

    /// <summary>The images that came by, damaged ones included, so that a damaged image is not reported missing as well.</summary>
    public HashSet<(CriuImageKind Kind, ulong Number)> Seen { get; } = [];

    /// <summary>The kinds of which an image could not be read to its end: what is not in them may have been.</summary>
    public HashSet<CriuImageKind> Damaged { get; } = [];

    /// <summary>Whether an image came before another one that says what to look for in it.</summary>
    public bool IsOutOfOrder { get; set; }

    /// <summary>Keeps a pagemap.</summary>
    public void AddPagemap(PagemapRecord map)
    {
        Pagemaps.Add(map);
        if (PagesLengths.TryGetValue(map.PagesId, out long length))
        {
            map.FitTo(length);
        }

        if (!_pagemapsByPages.TryGetValue(map.PagesId, out List<PagemapRecord>? maps))
        {
            _pagemapsByPages.Add(map.PagesId, maps = []);
        }

        maps.Add(map);
    }

    /// <summary>
    /// The pagemaps that name a pages image. There may be several: images of an earlier checkpoint of the container lie
    /// around in its folder, and only the process tree, which comes last, tells which they are.
    /// </summary>
    public IReadOnlyList<PagemapRecord> PagemapsOf(uint pagesId) => _pagemapsByPages.GetValueOrDefault(pagesId, []);
}
