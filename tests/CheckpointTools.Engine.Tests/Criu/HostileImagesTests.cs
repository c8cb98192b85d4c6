using System.Diagnostics;
using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Tests.Criu;

/// <summary>Each way in which images can be wrong, and the finding that says so.</summary>
public class HostileImagesTests
{
    private static readonly Dictionary<string, (string Finding, Action<SyntheticCheckpoint> Damage)> Cases = new()
    {
        ["another image's magic"] = ("CriuImageMagicWrong", made => made.Set["core-1.img"] = made.Set["fs-1.img"]),
        ["a wrong inventory"] = ("CriuImageMagicWrong", made => made.Set["inventory.img"] = made.Set["fs-1.img"]),
        ["an image that is not decoded, with a wrong magic"] = ("CriuImageMagicWrong", made => made.Set["netdev-9.img"] = new byte[64]),
        ["an empty image"] = ("CriuImageTruncated", made => made.Set["core-1.img"] = []),
        ["an image of magic alone"] = ("CriuImageTruncated", made => made.Write(CriuImageKind.Core, 1)),
        ["a message cut off"] = ("CriuImageTruncated", made => made.Set["core-1.img"] = made.Set["core-1.img"][..^1]),
        ["a message that claims 4 GB"] = ("CriuImageTruncated", made => Append(made, "files.img", ImageBuilder.Number(uint.MaxValue))),
        ["a message past the ceiling"] = ("CriuMessageTooLarge", made => Append(made, "files.img", [.. ImageBuilder.Number(17 << 20), .. new byte[17 << 20]])),
        ["something behind the only message"] = ("CriuImageTrailingData", made => Append(made, "core-1.img", [0])),
        ["two messages where one may be"] = ("CriuImageTrailingData", made => made.Write(CriuImageKind.FileSystem, 1, new FsEntry { CwdId = 2, RootId = 2 }, new FsEntry())),
        ["no protobuf"] = ("CriuMessageMalformed", made => Append(made, "files.img", ImageBuilder.Framed([0xFF, 0xFF, 0xFF]))),
        ["a field longer than its message"] = ("CriuMessageMalformed", made => Append(made, "cgroup.img", [.. ImageBuilder.Magic(CriuImageKind.Cgroup), .. ImageBuilder.Framed([0x0A, 0x7F, 0x08, 0x01])])),
        ["a number without an end"] = ("CriuMessageMalformed", made => Append(made, "pagemap-1.img", ImageBuilder.Framed([0x08, .. Enumerable.Repeat((byte)0xFF, 11)]))),
        ["a field without a number"] = ("CriuMessageMalformed", made => Append(made, "pagemap-1.img", ImageBuilder.Framed([0x00, 0x01]))),
        ["a group, which protobuf-c refuses"] = ("CriuMessageMalformed", made => Append(made, "pagemap-1.img", ImageBuilder.Framed([0x0B, 0x0C]))),
        ["messages nested ten thousand deep"] = ("CriuMessageMalformed", made => Append(made, "files.img", ImageBuilder.Framed(NestedGroups(10_000)))),
        ["a core without an architecture"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Core, 1, new CoreEntry())),
        ["a core without a task"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Core, 1, new CoreEntry { Mtype = 1 })),
        ["a name with a NUL"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Core, 1, made.Core(1, "in\0nocent"))),
        ["a path with a NUL"] = ("CriuMessageMalformed", made => Append(made, "files.img", ImageBuilder.Framed(SyntheticCheckpoint.File(9, "/etc\0/x").ToByteArray()))),
        ["an open file of no content"] = ("CriuMessageMalformed", made => Append(made, "files.img", ImageBuilder.Framed(new FileEntry { Type = 4, Id = 9 }.ToByteArray()))),
        ["process 0"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(0, 0))),
        ["a process id that is negative"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(-5, 0))),
        ["a thread id that is negative"] = ("CriuMessageMalformed", made => Append(made, "pstree.img", ImageBuilder.Framed(new PstreeEntry { Pid = 2, Ppid = 1, Threads = { 2, uint.MaxValue } }.ToByteArray()))),
        ["a memory image without addresses"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Memory, 1, new MmEntry { ExeFileId = 1 })),
        ["a pagemap without a head"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Pagemap, 1)),
        ["a pagemap whose head names nothing"] = ("CriuMessageMalformed", made => made.Write(CriuImageKind.Pagemap, 1, new PagemapHead())),
        ["pages beyond all memory"] = ("CriuMessageMalformed", made => made.WritePagemap(1, 1, new PagemapEntry { Vaddr = 4096, NrPages = ulong.MaxValue, Flags = 4 })),
        ["pages that add up to more than all memory"] = ("CriuMessageMalformed", made => made.WritePagemap(1, 1, [.. Enumerable.Range(0, 4).Select(_ => new PagemapEntry { Vaddr = 0, NrPages = 1UL << 51, Flags = 4 })])),
        ["pages at no page's edge"] = ("CriuMessageMalformed", made => made.WritePagemap(1, 1, SyntheticCheckpoint.Entry(4095, 1, 4))),
        ["no process tree"] = ("CriuImageMissing", made => made.Set.Remove("pstree.img")),
        ["no files"] = ("CriuImageMissing", made => made.Set.Remove("files.img")),
        ["no core"] = ("CriuImageMissing", made => made.Set.Remove("core-1.img")),
        ["no memory"] = ("CriuImageMissing", made => made.Set.Remove("mm-1.img")),
        ["no pagemap"] = ("CriuImageMissing", made => made.Set.Remove("pagemap-1.img")),
        ["no pages"] = ("CriuImageMissing", made => made.Set.Remove("pages-1.img")),
        ["no ids"] = ("CriuImageMissing", made => made.Set.Remove("ids-1.img")),
        ["no folders"] = ("CriuImageMissing", made => made.Set.Remove("fs-1.img")),
        ["no descriptors"] = ("CriuImageMissing", made => made.Set.Remove("fdinfo-1.img")),
        ["no core of a thread"] = ("CriuImageMissing", made => made.Write(CriuImageKind.ProcessTree, 0, new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, 2 } })),
        ["a process twice"] = ("ProcessDuplicate", made => Append(made, "pstree.img", ImageBuilder.Framed(SyntheticCheckpoint.Process(1, 0).ToByteArray()))),
        ["a thread twice"] = ("ProcessDuplicate", made => made.Write(CriuImageKind.ProcessTree, 0, new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, 2, 2 } })),
        ["a process that is a thread"] = ("ProcessDuplicate", made => made.Write(CriuImageKind.ProcessTree, 0, new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, 2 } }, SyntheticCheckpoint.Process(2, 1))),
        ["a parent that is not there"] = ("ProcessParentMissing", made => Append(made, "pstree.img", ImageBuilder.Framed(SyntheticCheckpoint.Process(2, 77).ToByteArray()))),
        ["a parent that comes later"] = ("ProcessParentMissing", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(2, 1), SyntheticCheckpoint.Process(1, 0))),
        ["a circle of two"] = ("ProcessTreeCycle", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(1, 0), SyntheticCheckpoint.Process(2, 3), SyntheticCheckpoint.Process(3, 2))),
        ["its own parent"] = ("ProcessTreeCycle", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(1, 0), SyntheticCheckpoint.Process(2, 2))),
        ["a circle of all"] = ("ProcessTreeRootWrong", made => made.Write(CriuImageKind.ProcessTree, 0, SyntheticCheckpoint.Process(1, 2), SyntheticCheckpoint.Process(2, 1))),
        ["two first processes"] = ("ProcessTreeRootWrong", made => Append(made, "pstree.img", ImageBuilder.Framed(SyntheticCheckpoint.Process(2, 0).ToByteArray()))),
        ["a tree of nobody"] = ("ProcessTreeRootWrong", made => made.Write(CriuImageKind.ProcessTree, 0)),
        ["an architecture apart"] = ("ArchitectureMixed", made => { made.Write(CriuImageKind.ProcessTree, 0, new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, 2 } }); made.Write(CriuImageKind.Core, 2, new CoreEntry { Mtype = 3 }); }),
        ["a descriptor of no file"] = ("OpenFileMissing", made => made.Write(CriuImageKind.FileDescriptors, 1, new FdinfoEntry { Id = 99, Type = 1, Fd = 0 })),
        ["a descriptor of another type's file"] = ("OpenFileMissing", made => made.Write(CriuImageKind.FileDescriptors, 1, new FdinfoEntry { Id = 3, Type = 2, Fd = 0 })),
        ["a working folder of no file"] = ("OpenFileMissing", made => made.Write(CriuImageKind.FileSystem, 1, new FsEntry { CwdId = 99, RootId = 2 })),
        ["a program of no file"] = ("OpenFileMissing", made => { MmEntry memory = made.Memory(); memory.ExeFileId = 99; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["a named pipe of no path"] = ("OpenFileMissing", made => Append(made, "files.img", ImageBuilder.Framed(new FileEntry { Type = 3, Id = 9, Fifo = new FifoEntry { Id = 9, PipeId = 1, RegfId = 99 } }.ToByteArray()))),
        ["a file twice"] = ("OpenFileDuplicate", made => Append(made, "files.img", ImageBuilder.Framed(SyntheticCheckpoint.File(3, "/other").ToByteArray()))),
        ["a descriptor twice"] = ("FileDescriptorDuplicate", made => made.Write(CriuImageKind.FileDescriptors, 1, new FdinfoEntry { Id = 3, Type = 1, Fd = 0 }, new FdinfoEntry { Id = 1, Type = 1, Fd = 0 })),
        ["overlapping pagemap entries"] = ("PagemapOverlap", made => made.WritePagemap(1, 1, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 3, 4), SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap + 8192, 1, 4))),
        ["pagemap entries out of order"] = ("PagemapOverlap", made => made.WritePagemap(1, 1, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack, 2, 4), SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 2, 4))),
        ["a pagemap of a later CRIU"] = ("PagemapUnknown", made => Append(made, "pagemap-1.img", ImageBuilder.Framed([0x08, 0x00, 0x10, 0x01, 0x30, 0x07]))),
        ["a pagemap with a flag of a later CRIU"] = ("PagemapUnknown", made => made.WritePagemap(1, 1, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 4, 4 | 8))),
        ["a byte too few"] = ("PagesSizeMismatch", made => made.Set["pages-1.img"] = made.Set["pages-1.img"][..^1]),
        ["a page too few"] = ("PagesSizeMismatch", made => made.Set["pages-1.img"] = made.Pages(3)),
        ["a page too many"] = ("PagesSizeMismatch", made => made.Set["pages-1.img"] = made.Pages(5)),
        ["pages where none are present"] = ("PagesSizeMismatch", made => made.WritePagemap(1, 1)),
        ["pages of a size that no amd64 has"] = ("PageSizeWrong", made => made.Set["pages-1.img"] = new byte[4 * 16384]),
        ["pages of two sizes"] = ("PageSizeWrong", made => { SyntheticCheckpoint two = new(4096, 3, 1, 2); foreach (string name in two.Set.Names) made.Set[name] = two.Set[name]; made.Set["pages-2.img"] = new byte[4 * 16384]; }),
        ["pages that two claim"] = ("PagesImageShared", made => { SyntheticCheckpoint two = new(4096, 1, 1, 2); foreach (string name in two.Set.Names) made.Set[name] = two.Set[name]; made.WritePagemap(2, 1, made.Entries()); }),
        ["pages that CRIU never counted"] = ("PagesWrittenMismatch", made => made.WriteStatistics(3)),
        ["pages that CRIU counted and nobody has"] = ("PagesWrittenMismatch", made => made.WriteStatistics(5)),
        ["memory areas that overlap"] = ("MemoryAreasInvalid", made => { MmEntry memory = made.Memory(); memory.Vmas[0].End = memory.Vmas[1].End; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["a memory area that ends before it begins"] = ("MemoryAreasInvalid", made => { MmEntry memory = made.Memory(); memory.Vmas[0].End = 1; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["arguments where there is no memory"] = ("ArgumentsOutsideMemory", made => { MmEntry memory = made.Memory(); memory.MmArgStart = 1; memory.MmArgEnd = 4096; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["arguments of all memory"] = ("ArgumentsOutsideMemory", made => { MmEntry memory = made.Memory(); memory.MmArgStart = 0; memory.MmArgEnd = ulong.MaxValue; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["an environment that ends before it begins"] = ("ArgumentsOutsideMemory", made => { MmEntry memory = made.Memory(); memory.MmEnvEnd = memory.MmEnvStart - 1; made.Write(CriuImageKind.Memory, 1, memory); }),
        ["filters without seccomp.img"] = ("CriuImageMissing", made => WithFilter(made, 0)),
        ["a filter that is not there"] = ("SeccompFilterInvalid", made => WithFilter(made, 5, [null])),
        ["filters in a circle"] = ("SeccompFilterInvalid", made => WithFilter(made, 1, [1, 0])),
        ["a cgroup that is not there"] = ("CgroupSetMissing", made => { CoreEntry core = made.Core(); core.ThreadCore.CgSet = 9; made.Write(CriuImageKind.Core, 1, core); made.Write(CriuImageKind.Cgroup, 0, new CgroupEntry { Sets = { new CgSetEntry { Id = 1 } } }); }),
        ["images of a version to come"] = ("ImageVersionUnknown", made => made.Write(CriuImageKind.Inventory, 0, new InventoryEntry { ImgVersion = 3 })),
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_is_found(string name)
    {
        (string expected, Action<SyntheticCheckpoint> damage) = Cases[name];
        SyntheticCheckpoint checkpoint = new();
        damage(checkpoint);

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Contains(expected, images.Findings.Select(finding => finding.Id));
        Assert.All(images.Findings, finding => Assert.NotEmpty(finding.Location));
        Assert.All(images.Findings, finding => Assert.EndsWith(".", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_of_sixteen_million_empty_parts_make_no_objects()
    {
        // Two bytes each; as objects they would be gigabytes.
        SyntheticCheckpoint checkpoint = new();
        byte[] areas = [.. checkpoint.Memory().ToByteArray(), .. Repeat([0x72, 0x00], 7 << 20)];
        checkpoint.Set["mm-1.img"] = [.. ImageBuilder.Magic(CriuImageKind.Memory), .. ImageBuilder.Framed(areas)];
        byte[] parts = Repeat([0x0A, 0x00], 7 << 20);
        checkpoint.Set["seccomp.img"] = [.. ImageBuilder.Magic(CriuImageKind.Seccomp), .. ImageBuilder.Framed(parts)];
        byte[] members = Repeat([0x12, 0x00], 7 << 20);
        checkpoint.Set["cgroup.img"] =
            [.. ImageBuilder.Magic(CriuImageKind.Cgroup), .. ImageBuilder.Framed(SetOf(members))];
        long before = GC.GetAllocatedBytesForCurrentThread();

        CheckpointImages images = checkpoint.Set.Read();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250L << 20);
        Assert.Contains("CriuLimitReached", images.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void A_chain_of_thirty_thousand_processes_is_walked_without_recursion()
    {
        PstreeEntry[] processes = [.. Enumerable.Range(1, 30_000).Select(pid => SyntheticCheckpoint.Process(pid, pid - 1))];
        SyntheticCheckpoint checkpoint = new();
        checkpoint.Write(CriuImageKind.ProcessTree, 0, processes);

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Equal(29_999, images.Processes[^1].Depth);
        Assert.True(images.Findings.Count(finding => finding.Id == "CriuImageMissing") <= 21);
    }

    [Fact]
    public void Every_image_of_a_real_archive_cut_anywhere_is_an_error_or_a_smaller_list()
    {
        ImageSet set = ImageSet.OfFixture("criu/kinds.tar.zst");
        foreach (string name in set.Names.Where(name => CheckpointImagesCollector.Wants(name) && set[name].Length < 3000).ToArray())
        {
            byte[] whole = set[name];
            CriuImageKind.TryMatch(name, out CriuImageKind? kind, out _);
            int header = ImageBuilder.Magic(kind!).Length;

            // A list may end behind any of its messages, and what is not decoded is looked at no further than its magic.
            bool isSingle = kind == CriuImageKind.Statistics
                || (ImageDecoder.Decodes(kind!) && kind!.Prefix is not ("pstree" or "files" or "fdinfo-" or "mountpoints-"));
            int end = isSingle || ImageDecoder.Decodes(kind!) ? whole.Length : Math.Min(whole.Length, header + 1);
            for (int length = 0; length < end; length += length < 40 || length > whole.Length - 12 ? 1 : 53)
            {
                set[name] = whole[..length];
                CheckpointImages images = set.Read();
                if (length < header || isSingle)
                {
                    Assert.Contains(images.Findings, finding => finding.Severity == FindingSeverity.Error && finding.Location.EndsWith(name, StringComparison.Ordinal));
                }
            }

            set[name] = whole;
        }

        Assert.Empty(set.Read().Findings);
    }

    [Fact]
    public void Random_damage_ends_in_findings_and_never_in_an_exception()
    {
        ImageSet set = ImageSet.OfFixture("criu/sockets.tar.zst");
        string[] names = [.. set.Names.Where(name => CheckpointImagesCollector.Wants(name) && !name.StartsWith("pages-", StringComparison.Ordinal))];
        Random random = new(20261124);
        Stopwatch slowest = new();
        TimeSpan worst = TimeSpan.Zero;
        for (int round = 0; round < 1000; round++)
        {
            string name = names[random.Next(names.Length)];
            byte[] whole = set[name];
            byte[] damaged = [.. whole];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            set[name] = damaged;
            slowest.Restart();
            set.Read();
            worst = worst < slowest.Elapsed ? slowest.Elapsed : worst;
            set[name] = whole;
        }

        Assert.True(worst < TimeSpan.FromSeconds(5), $"{worst}");
    }

    private static void Append(SyntheticCheckpoint made, string name, byte[] more) =>
        made.Set[name] = made.Set.Names.Contains(name) ? [.. made.Set[name], .. more] : more;

    private static void WithFilter(SyntheticCheckpoint made, uint filter, uint?[]? previous = null)
    {
        CoreEntry core = made.Core();
        core.ThreadCore.SeccompMode = 2;
        core.ThreadCore.SeccompFilter = filter;
        made.Write(CriuImageKind.Core, 1, core);
        if (previous is not null)
        {
            SeccompEntry seccomp = new();
            seccomp.SeccompFilters.AddRange(previous.Select(before => before is { } value
                ? new SeccompFilter { Filter = ByteString.Empty, Prev = value }
                : new SeccompFilter { Filter = ByteString.Empty }));
            made.Write(CriuImageKind.Seccomp, 0, seccomp);
        }
    }

    private static byte[] NestedGroups(int depth) => [.. Enumerable.Repeat((byte)0x0B, depth)];

    private static byte[] SetOf(byte[] members)
    {
        byte[] set = [0x08, 0x01, .. members];
        using MemoryStream stream = new();
        using CodedOutputStream output = new(stream);
        output.WriteTag(1, WireFormat.WireType.LengthDelimited);
        output.WriteLength(set.Length);
        output.Flush();
        stream.Write(set);
        return stream.ToArray();
    }

    private static byte[] Repeat(byte[] part, int count)
    {
        byte[] bytes = new byte[part.Length * count];
        for (int index = 0; index < count; index++)
        {
            part.CopyTo(bytes, index * part.Length);
        }

        return bytes;
    }
}
