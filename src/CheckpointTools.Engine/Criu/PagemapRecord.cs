namespace CheckpointTools.Criu;

/// <summary>What is kept of a pagemap image: sums, and the few runs that may hold the arguments and the environment.</summary>
internal sealed class PagemapRecord
{
    /// <summary>The image's name in the archive.</summary>
    public required string MemberName { get; init; }

    /// <summary>The process whose memory it is; null for a shared segment's.</summary>
    public int? Pid { get; init; }

    /// <summary>The shared segment's number (<c>shmid</c>); without a meaning for a process's.</summary>
    public ulong SharedSegment { get; init; }

    /// <summary>The number of the image that holds the pages (<c>pages_id</c>).</summary>
    public uint PagesId { get; set; }

    /// <summary>How many pages the pages image holds (<c>PE_PRESENT</c>).</summary>
    public ulong PresentPages { get; set; }

    /// <summary>How many pages the previous checkpoint holds (<c>PE_PARENT</c>).</summary>
    public ulong ParentPages { get; set; }

    /// <summary>How many pages were to be fetched from the origin during the restore (<c>PE_LAZY</c> and not present).</summary>
    public ulong LazyPages { get; set; }

    /// <summary>The largest size of a page with which no two entries overlap.</summary>
    public ulong MaxPageSize { get; set; } = ulong.MaxValue;

    /// <summary>Whether an entry begins where an earlier one begins, or before.</summary>
    public bool IsUnsorted { get; set; }

    /// <summary>Whether a CRIU before 4.2, which has counts of pages in 32 bits alone, would read others.</summary>
    public bool CountsAreWide { get; set; }

    /// <summary>
    /// Whether there are fields or flags that nobody knew when this was written (compressed pages are coming): then the
    /// pages image may be laid out otherwise, and is left alone.
    /// </summary>
    public bool HasUnknownFields { get; set; }

    /// <summary>Whether the addresses of the arguments and the environment were known when the image was read.</summary>
    public bool RangesKnown { get; set; }

    /// <summary>The runs that may hold the arguments or the environment.</summary>
    public List<PagemapRun> Runs { get; } = [];

    /// <summary>The size of a page by the pages image's length; null until that is known, or when it makes no sense.</summary>
    public int? PageSize { get; private set; }

    /// <summary>Learns the size of a page from the length of the pages image.</summary>
    /// <param name="length">The length in bytes.</param>
    public void FitTo(long length) => PageSize = HasUnknownFields ? null : PagesImage.PageSize(length, PresentPages);

    /// <summary>Whether the entries overlap, if a page has the size given.</summary>
    public bool Overlaps(int pageSize) => IsUnsorted || (ulong)pageSize > MaxPageSize;
}
