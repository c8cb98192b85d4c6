using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Criu;
using Google.Protobuf;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Memory that is not where, or not as much as, the images say.</summary>
internal static class MemoryKinds
{
    private const ulong Page = 4096;

    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["pagemaps that overlap"] = Map("PagemapOverlap", Entry(10, 10), Entry(15, 7)),
        ["pagemaps out of order"] = Map("PagemapOverlap", Entry(100, 10), Entry(10, 7)),
        ["a pagemap entry twice"] = Map("PagemapOverlap", Entry(10, 8), Entry(10, 9)),
        ["a pagemap of more pages than there are"] = Map("PagesSizeMismatch", Entry(10, 100)),
        ["a pagemap of fewer pages than there are"] = Map("PagesSizeMismatch", Entry(10, 1)),
        ["a pagemap of no pages"] = Map("PagesSizeMismatch"),
        ["a pagemap of more pages than any memory has"] = Map("CriuMessageMalformed", Entry(10, ulong.MaxValue)),
        ["a pagemap whose sum overflows"] = Map("CriuMessageMalformed", [.. Enumerable.Range(1, 4).Select(static i => Entry((ulong)i, 1UL << 51))]),
        ["a pagemap beyond all addresses"] = Map("CriuMessageMalformed", new PagemapEntry { Vaddr = ulong.MaxValue - Page + 1, NrPages = 17 }),
        ["a pagemap not at a page's edge"] = Map("CriuMessageMalformed", new PagemapEntry { Vaddr = 4097, NrPages = 17 }),
        ["a pagemap without a head"] = Hostile.Content("checkpoint/pagemap-1.img", static () => ImageBuilder.Magic(CriuImageKind.Pagemap), "CriuMessageMalformed"),
        ["a pagemap whose head names no pages"] = Hostile.Content("checkpoint/pagemap-1.img", static () => ImageBuilder.Image(CriuImageKind.Pagemap, new PagemapHead()), "CriuMessageMalformed"),
        ["a pagemap that names another's pages"] = Hostile.Content("checkpoint/pagemap-1.img", static () => ImageBuilder.Image(CriuImageKind.Pagemap, new PagemapHead { PagesId = 2 }, Entry(10, 15)), "PagesImageShared"),
        ["a pagemap that names pages which are not there"] = Hostile.Content("checkpoint/pagemap-1.img", static () => ImageBuilder.Image(CriuImageKind.Pagemap, new PagemapHead { PagesId = 99 }, Entry(10, 15)), "CriuImageMissing"),
        ["a million pagemap entries"] = Hostile.Content("checkpoint/pagemap-1.img", static () => Entries(1_000_000), "PagesSizeMismatch"),
        ["a pages image that is too short"] = Pages(static pages => pages[..^4096], "PagesSizeMismatch"),
        ["a pages image that is too long"] = Pages(static pages => [.. pages, .. new byte[4096]], "PagesSizeMismatch"),
        ["a pages image that is too long by a byte"] = Pages(static pages => [.. pages, 0], "PagesSizeMismatch"),
        ["an empty pages image"] = Pages(static _ => [], "PagesSizeMismatch"),
        ["a pages image as if pages were larger"] = Pages(static pages => [.. Enumerable.Repeat(pages, 4).SelectMany(static part => part)], "PageSizeWrong"),
        ["no pages image"] = new(static () => Hostile.Members().Without("checkpoint/pages-1.img").Tar().End(), "CriuImageMissing"),
        ["a pages image of a gigabyte"] = Hostile.Endless("checkpoint/pages-1.img", 1L << 30, new byte[512], "DuplicateMember"),
        ["memory areas that overlap"] = Areas("MemoryAreasInvalid", (1, 10), (5, 20)),
        ["a memory area of a negative size"] = Areas("MemoryAreasInvalid", (10, 1)),
        ["a memory area of all memory"] = Areas("MemoryAreasInvalid", (0, ulong.MaxValue / Page)),
        ["an address space without arguments"] = Hostile.Content("checkpoint/mm-1.img", static () => ImageBuilder.Image(CriuImageKind.Memory, new MmEntry { ExeFileId = 1 }), "CriuMessageMalformed"),
        ["arguments of all memory"] = Hostile.Content("checkpoint/mm-1.img", static () => ImageBuilder.Image(CriuImageKind.Memory, Space(0, ulong.MaxValue, (1, 2), (1, 1))), "MemoryAreasInvalid"),
        ["a program that is no open file"] = Hostile.Content("checkpoint/mm-1.img", static () => ImageBuilder.Image(CriuImageKind.Memory, Space(Page, Page, (1, 2))), "OpenFileMissing"),
    };

    private static PagemapEntry Entry(ulong page, ulong pages) => new() { Vaddr = page * Page, NrPages = pages, Flags = 4 };

    private static HostileKind Map(string finding, params PagemapEntry[] entries) => Hostile.Content(
        "checkpoint/pagemap-1.img",
        () => ImageBuilder.Image(CriuImageKind.Pagemap, [new PagemapHead { PagesId = 1 }, .. entries]),
        finding);

    private static HostileKind Pages(Func<byte[], byte[]> change, string finding) =>
        Hostile.Content("checkpoint/pages-1.img", () => change(RealArchive.Open("plain-none.tar").Content("checkpoint/pages-1.img")), finding);

    private static HostileKind Areas(string finding, params (ulong Start, ulong End)[] areas) =>
        Hostile.Content("checkpoint/mm-1.img", () => ImageBuilder.Image(CriuImageKind.Memory, Space(Page, Page, areas)), finding);

    private static MmEntry Space(ulong argumentsStart, ulong argumentsEnd, params (ulong Start, ulong End)[] areas) => new()
    {
        MmArgStart = argumentsStart,
        MmArgEnd = argumentsEnd,
        MmEnvStart = Page,
        MmEnvEnd = Page,
        ExeFileId = 4711,
        Vmas = { areas.Select(static area => new VmaEntry { Start = area.Start * Page, End = area.End * Page }) },
    };

    private static byte[] Entries(int count)
    {
        using var image = new MemoryStream();
        image.Write(ImageBuilder.Image(CriuImageKind.Pagemap, new PagemapHead { PagesId = 1 }));
        for (int i = 1; i <= count; i++)
            image.Write(ImageBuilder.Framed(Entry((ulong)i, 1).ToByteArray()));
        return image.ToArray();
    }
}
