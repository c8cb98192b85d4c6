using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>Holds the pagemaps against the pages images, the address spaces and the dump's statistics.</summary>
internal sealed class MemoryChecks(ImageRecords records, FindingList findings, string folder)
{
    private const int CommonPageSize = 4096;
    private const uint Amd64 = 1;
    private const uint S390 = 5;

    /// <summary>The size of a page in bytes, as all pages images have it; null when there are none or they differ.</summary>
    public int? PageSize { get; private set; }

    /// <summary>Checks everything about memory.</summary>
    public void Run()
    {
        int[] sizes = [.. records.Pagemaps.Select(map => map.PageSize).OfType<int>().Distinct().Order()];
        PageSize = sizes.Length == 1 ? sizes[0] : null;
        CheckPageSizes(sizes);
        foreach (PagemapRecord map in records.Pagemaps)
        {
            CheckPagemap(map);
        }

        CheckPagesImages();
        foreach ((int pid, MemoryRecord memory) in records.Memories.OrderBy(pair => pair.Key))
        {
            CheckMemory(pid, memory);
        }

        CheckStatistics();
        CheckTexts();
    }

    private void CheckPageSizes(int[] sizes)
    {
        uint machine = records.Cores.Count > 0 ? records.Cores.Values.First().Machine : 0;
        bool isFixed = machine is Amd64 or S390;
        if (sizes.Length > 1 || (isFixed && sizes is [not CommonPageSize]))
        {
            findings.Add(Finding.Error(
                "PageSizeWrong",
                Text($"Going by the sizes of the pages images a page has {string.Join(" and ", sizes)} bytes, which cannot be on {CriuNames.Architecture(machine)}: images are cut off, padded or not of one checkpoint."),
                folder.TrimEnd('/')));
        }
    }

    private void CheckPagemap(PagemapRecord map)
    {
        if (map.HasUnknownFields)
        {
            findings.Add(Finding.Warning(
                "PagemapUnknown",
                $"The image {map.MemberName} is of a CRIU that is newer than this module: its pages are neither read nor checked.",
                map.MemberName));
            return;
        }

        if (map.Overlaps(map.PageSize ?? CommonPageSize))
        {
            findings.Add(Finding.Error(
                "PagemapOverlap",
                $"Entries of {map.MemberName} overlap or are out of order: some memory would be restored twice, and nobody can say to what.",
                map.MemberName));
        }

        string pages = folder + CriuImageKind.Pages.FileName(map.PagesId);
        if (records.PagesLengths.TryGetValue(map.PagesId, out long length))
        {
            if (map.PageSize is null && (map.PresentPages > 0 || length > 0))
            {
                findings.Add(Finding.Error(
                    "PagesSizeMismatch",
                    Text($"The image {pages} has {length} bytes, which is no size for the {map.PresentPages} pages that {map.MemberName} says it holds."),
                    pages));
            }
        }
        else if (map.PresentPages > 0)
        {
            findings.Add(Finding.Error(
                "CriuImageMissing",
                Text($"The image {pages} of the {map.PresentPages} pages of {map.MemberName} is missing; CRIU cannot restore them."),
                pages));
        }
    }

    private void CheckPagesImages()
    {
        foreach (IGrouping<uint, PagemapRecord> shared in records.Pagemaps.GroupBy(map => map.PagesId).Where(group => group.Count() > 1))
        {
            string pages = folder + CriuImageKind.Pages.FileName(shared.Key);
            findings.Add(Finding.Error(
                "PagesImageShared",
                $"The image {pages} is claimed by {string.Join(", ", shared.Select(map => map.MemberName).Take(5))}: CRIU gives each its own.",
                pages));
        }
    }

    private void CheckMemory(int pid, MemoryRecord memory)
    {
        string location = folder + CriuImageKind.Memory.FileName((ulong)pid);
        if (!memory.AreasInOrder)
        {
            findings.Add(Finding.Error(
                "MemoryAreasInvalid",
                Text($"The memory areas of the process {pid} overlap, are empty or are out of order; no real address space is like that."),
                location));
        }
        else if (!memory.ArgumentsMapped || !memory.EnvironmentMapped || memory.Arguments.End < memory.Arguments.Start
            || memory.Environment.End < memory.Environment.Start)
        {
            findings.Add(Finding.Warning(
                "ArgumentsOutsideMemory",
                Text($"The arguments or the environment of the process {pid} are said to be where it has no memory."),
                location));
        }
    }

    private void CheckStatistics()
    {
        if (records.Statistics is not { } statistics || records.Damaged.Contains(CriuImageKind.Pagemap)
            || records.Pagemaps.Exists(map => map.HasUnknownFields))
        {
            return;
        }

        // Pages that were left for a lazy restore are counted apart, and may be in the images or not.
        ulong dumped = Sum(map => map.Pid is not null);
        ulong written = (ulong)statistics.PagesWritten;
        if (dumped < written || dumped > written + (ulong)statistics.PagesLazy)
        {
            Mismatch("private", dumped, statistics.PagesWritten);
        }

        ulong shared = Sum(map => map.Pid is null);
        if (statistics.SharedPagesWritten is { } sharedWritten && shared != (ulong)sharedWritten
            && !records.Damaged.Contains(CriuImageKind.SharedPagemap))
        {
            Mismatch("shared", shared, sharedWritten);
        }
    }

    private ulong Sum(Func<PagemapRecord, bool> which) =>
        records.Pagemaps.Where(which).Aggregate(0UL, (sum, map) => unchecked(sum + map.PresentPages));

    private void Mismatch(string kind, ulong dumped, long written) => findings.Add(Finding.Warning(
        "PagesWrittenMismatch",
        Text($"The images hold {dumped} pages of {kind} memory where CRIU counted {written} as it wrote them: pages were added or taken away, or CRIU counted wrongly."),
        "stats-dump"));

    private void CheckTexts()
    {
        if (records.IsOutOfOrder)
        {
            findings.Add(Finding.Information(
                "CriuImagesOutOfOrder",
                "Command lines and environments were not read from all processes, because the archive has memory pages before the images that tell where they belong.",
                folder.TrimEnd('/')));
        }

        if (records.Pagemaps.Any(static map => map.CountsAreWide))
        {
            findings.Add(Finding.Information(
                "CriuVersionNeeded",
                "These images are of CRIU 4.2 or later, which counts pages in another field; an older CRIU would restore other memory.",
                folder.TrimEnd('/')));
        }

        ulong parent = records.Pagemaps.Aggregate(0UL, (sum, map) => unchecked(sum + map.ParentPages));
        if (parent > 0)
        {
            findings.Add(Finding.Information(
                "MemoryInParent",
                Text($"{parent} pages are in the previous checkpoint and not in this archive; it is needed for a restore, and command lines and environments in it are not shown."),
                folder.TrimEnd('/')));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
