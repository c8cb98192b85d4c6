namespace CheckpointTools.Criu;

/// <summary>
/// Reads the CRIU images of a checkpoint as the members of its archive go by, once and forward, and says at the end what
/// they hold and what is wrong with them. Memory does not grow with the memory that was dumped.
/// </summary>
/// <remarks>
/// Feed it every member of the folder that <see cref="Wants"/> asks for, in the archive's order. Command lines and
/// environments are found when the pagemaps come before the pages, as they do in lexical order.
/// </remarks>
public sealed class CheckpointImagesCollector
{
    private readonly CriuLimits _limits;
    private readonly string _folder;
    private readonly bool _isPreDump;
    private readonly ImageRecords _records;
    private readonly FindingList _findings = new();

    /// <summary>Makes a collector for one checkpoint.</summary>
    /// <param name="limits">
    /// The ceilings; null for the usual ones. With <see cref="CriuLimits.MaxArgumentLength"/> or
    /// <see cref="CriuLimits.MaxEnvironmentLength"/> 0, command lines or environments are not read at all.
    /// </param>
    /// <param name="folder">The archive's folder that holds the images, with a slash at its end; for findings.</param>
    /// <param name="isPreDump">
    /// Whether this is a pre-checkpoint, which has memory alone: then nothing else is found missing.
    /// </param>
    public CheckpointImagesCollector(CriuLimits? limits = null, string folder = "checkpoint/", bool isPreDump = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _limits = limits ?? CriuLimits.Default;
        _folder = folder;
        _isPreDump = isPreDump;
        _records = new ImageRecords(new RetainedBudget(_limits.MaxRetainedBytes));
    }

    /// <summary>Whether a member is to be given to <see cref="Add"/>.</summary>
    /// <param name="memberName">The member's name below the folder.</param>
    /// <returns>False for what is no image of CRIU's or has no form that can be checked.</returns>
    public static bool Wants(string memberName)
    {
        ArgumentNullException.ThrowIfNull(memberName);
        return CriuImageKind.TryMatch(memberName, out _, out _);
    }

    /// <summary>Reads a member. A damaged image becomes a finding; only the stream's own exceptions come through.</summary>
    /// <param name="memberName">The member's name below the folder. A name that came before is passed over.</param>
    /// <param name="length">The member's length in bytes; no more is read.</param>
    /// <param name="content">
    /// The member's content. Not all of it need be read when the call returns. To pass over the bulk of the pages it is
    /// asked whether it is a <see cref="Archive.ForwardStream"/> first, then whether it can seek.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public void Add(string memberName, long length, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memberName);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!CriuImageKind.TryMatch(memberName, out CriuImageKind? kind, out ulong number) || !_records.Seen.Add((kind, number)))
        {
            return;
        }

        string location = _folder + memberName;
        try
        {
            Read(kind, number, length, content, location, cancellationToken);
        }
        catch (CriuImageException exception)
        {
            _records.Damaged.Add(kind);
            _findings.Add(Finding.Error(exception.ErrorId, exception.Message, location));
        }
    }

    /// <summary>Adds the statistics of the dump, which Podman keeps outside the folder of the images.</summary>
    /// <param name="statistics">The statistics.</param>
    public void AddStatistics(DumpStatistics statistics) => _records.Statistics = statistics;

    /// <summary>Ends the reading: cross-checks the images and puts together what they say.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CheckpointImages Complete(CancellationToken cancellationToken = default) =>
        new ImagesSummary(_records, _findings, _folder, _isPreDump).Create(cancellationToken);

    private void Read(CriuImageKind kind, ulong number, long length, Stream content, string location, CancellationToken cancellation)
    {
        if (kind == CriuImageKind.Pages)
        {
            ReadPages((uint)number, length, content, location, cancellation);
            return;
        }

        if (kind == CriuImageKind.Statistics)
        {
            _records.Statistics ??= StatisticsImage.ReadDump(content, length, _limits, cancellation, location);
            return;
        }

        // To be opened an image must begin with the right magic numbers: of most kinds that is all that is looked at.
        using CriuImageReader reader = new(content, length, kind, location, _limits, cancellation);
        try
        {
            if (kind == CriuImageKind.Pagemap || kind == CriuImageKind.SharedPagemap)
            {
                ReadPagemap(reader, kind, number, location);
            }
            else if (ImageDecoder.Decodes(kind))
            {
                ImageDecoder.Read(reader, kind, number, _records, _findings, location);
            }
        }
        catch (ProtobufFormatException exception)
        {
            throw reader.Malformed(exception.Message, exception);
        }
    }

    private void ReadPagemap(CriuImageReader reader, CriuImageKind kind, ulong number, string location)
    {
        int? pid = kind == CriuImageKind.Pagemap ? (int)number : null;
        MemoryRecord? memory = pid is { } process ? _records.Memories.GetValueOrDefault(process) : null;
        IReadOnlyList<AddressRange> wanted = memory is null
            ? []
            : [memory.Arguments.Cut(_limits.MaxArgumentLength), memory.Environment.Cut(_limits.MaxEnvironmentLength)];
        PagemapRecord map = new() { MemberName = location, Pid = pid, SharedSegment = number, RangesKnown = memory is not null };
        PagemapImage.Read(reader, map, wanted);
        if (_records.Budget.TryTake(256 + (64L * map.Runs.Count)))
        {
            _records.AddPagemap(map);
        }
    }

    private void ReadPages(uint pagesId, long length, Stream content, string location, CancellationToken cancellation)
    {
        _records.PagesLengths[pagesId] = length;
        IReadOnlyList<PagemapRecord> maps = _records.PagemapsOf(pagesId);
        foreach (PagemapRecord map in maps)
        {
            map.FitTo(length);
        }

        if (_isPreDump || (_limits.MaxArgumentLength == 0 && _limits.MaxEnvironmentLength == 0))
        {
            return;
        }

        // Nothing may be missed for the order of the members when the image that should have come is there but damaged.
        bool isExcused = _records.Damaged.Contains(CriuImageKind.Pagemap) || _records.Damaged.Contains(CriuImageKind.Memory);
        _records.IsOutOfOrder |= !isExcused && (maps.Count == 0 || maps.Any(map => map is { Pid: not null, RangesKnown: false }));
        new PagesTexts(_records, _limits).Read(maps, content, location, cancellation);
    }
}
