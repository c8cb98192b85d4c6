namespace CheckpointTools.Criu;

/// <summary>Reads the command lines and environments that a pages image holds.</summary>
internal sealed class PagesTexts(ImageRecords records, CriuLimits limits)
{
    /// <summary>
    /// How many bytes are picked out of one pages image at most. One process alone has its memory there; only where
    /// many checkpoints left their images behind are there more pagemaps that name it.
    /// </summary>
    private const long MaxWanted = 4 * 1024 * 1024;

    private readonly record struct Wanted(int Pid, MemoryText? Arguments, MemoryText? Environment, bool IsTruncated);

    /// <summary>Reads the texts of each process whose pagemap fits the image.</summary>
    /// <param name="maps">The pagemaps that name the image.</param>
    /// <param name="content">The image; what follows the last wanted byte stays unread.</param>
    /// <param name="memberName">The image's name, for messages.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CriuImageException">The image ends before a wanted byte.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public void Read(IReadOnlyList<PagemapRecord> maps, Stream content, string memberName, CancellationToken cancellation)
    {
        List<Wanted> wanted = [];
        long left = Math.Max(MaxWanted, (long)limits.MaxArgumentLength + limits.MaxEnvironmentLength);
        foreach (PagemapRecord map in maps)
        {
            if (Locate(map, ref left) is { } found)
            {
                wanted.Add(found);
            }
        }

        PagesImage.Read(
            content, wanted.SelectMany(found => new[] { found.Arguments, found.Environment }).OfType<MemoryText>(), memberName, cancellation);
        foreach (Wanted found in wanted)
        {
            ProcessTexts texts = new(found.Arguments?.ToTexts(), found.Environment?.ToTexts(), found.IsTruncated);
            if (records.Budget.TryTake(texts.Weight))
            {
                records.Texts[found.Pid] = texts;
            }
        }
    }

    private Wanted? Locate(PagemapRecord map, ref long left)
    {
        if (map is not { PageSize: { } pageSize, Pid: { } pid, RangesKnown: true } || map.Overlaps(pageSize)
            || !records.Memories.TryGetValue(pid, out MemoryRecord? memory))
        {
            return null;
        }

        AddressRange arguments = memory.Arguments.Cut(limits.MaxArgumentLength);
        AddressRange environment = memory.Environment.Cut(limits.MaxEnvironmentLength);
        left -= (long)(arguments.Length + environment.Length);
        if (left < 0)
        {
            return null;
        }

        MemoryText? argumentText = MemoryText.Locate(arguments, map.Runs, pageSize);
        MemoryText? environmentText = MemoryText.Locate(environment, map.Runs, pageSize);
        bool isTruncated = (argumentText is not null && arguments != memory.Arguments)
            || (environmentText is not null && environment != memory.Environment);
        return new Wanted(pid, argumentText, environmentText, isTruncated);
    }
}
