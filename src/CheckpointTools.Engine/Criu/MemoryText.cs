namespace CheckpointTools.Criu;

/// <summary>A range of a process's memory that is picked out of a pages image while it streams by.</summary>
internal sealed class MemoryText
{
    private MemoryText(byte[] content, IReadOnlyList<PagesSlice> slices)
    {
        Content = content;
        Slices = slices;
    }

    /// <summary>The bytes; zero until they came by.</summary>
    public byte[] Content { get; }

    /// <summary>Where the bytes are in the pages image.</summary>
    public IReadOnlyList<PagesSlice> Slices { get; }

    /// <summary>Finds out where a range of memory is.</summary>
    /// <param name="range">The range, cut to what is allowed.</param>
    /// <param name="runs">The pagemap's runs that may hold it.</param>
    /// <param name="pageSize">The size of a page in bytes.</param>
    /// <returns>The range, to be filled; null when it is empty or not all of it is in the pages image.</returns>
    public static MemoryText? Locate(AddressRange range, IReadOnlyList<PagemapRun> runs, int pageSize)
    {
        if (range.IsEmpty || range.Length > int.MaxValue)
        {
            return null;
        }

        List<PagesSlice> slices = [];
        ulong reached = range.Start;
        foreach (PagemapRun run in runs.Where(run => run.IsPresent).OrderBy(run => run.Address))
        {
            ulong end = run.Address + (run.Pages * (ulong)pageSize);
            if (reached >= range.End || run.Address > reached || end <= reached)
            {
                continue;
            }

            ulong length = Math.Min(end, range.End) - reached;
            ulong position = (run.FirstPage * (ulong)pageSize) + (reached - run.Address);
            slices.Add(new PagesSlice((long)position, (int)(reached - range.Start), (int)length));
            reached += length;
        }

        return reached >= range.End ? new MemoryText(new byte[range.Length], slices) : null;
    }

    /// <summary>Splits the bytes into the texts that they are.</summary>
    /// <returns>The texts.</returns>
    public IReadOnlyList<string> ToTexts() => KernelText.SplitTexts(Content);
}
