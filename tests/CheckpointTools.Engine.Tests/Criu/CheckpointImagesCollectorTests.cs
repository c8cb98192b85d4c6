using CheckpointTools.Archive;
using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Tests.Criu;

public class CheckpointImagesCollectorTests
{
    [Fact]
    public void A_synthetic_checkpoint_is_sound()
    {
        CheckpointImages images = new SyntheticCheckpoint(4096, 1, 1, 2, 3).Set.Read();

        Assert.Empty(images.Findings);
        Assert.Equal([1, 2, 3], images.Processes.Select(process => process.Pid));
        AssertTexts(images);
    }

    [Theory]
    [InlineData(4096, 3u, "arm64")]
    [InlineData(16384, 3u, "arm64")]
    [InlineData(65536, 3u, "arm64")]
    [InlineData(65536, 4u, "ppc64le")]
    [InlineData(4096, 5u, "s390x")]
    [InlineData(16384, 7u, "loong64")]
    [InlineData(4096, 8u, "riscv64")]
    public void The_pages_size_is_the_images_and_not_the_hosts(int pageSize, uint machine, string architecture)
    {
        CheckpointImages images = new SyntheticCheckpoint(pageSize, machine).Set.Read();

        Assert.Empty(images.Findings);
        Assert.Equal(pageSize, images.PageSize);
        Assert.Equal(architecture, images.Architecture);
        Assert.Equal(4 * pageSize, images.MemoryDumped);
        AssertTexts(images);
    }

    [Fact]
    public void The_page_counts_of_CRIU_4_2_are_read()
    {
        SyntheticCheckpoint checkpoint = new();
        checkpoint.WritePagemap(1, 1, [.. checkpoint.Entries().Select(entry => new PagemapEntry
        {
            Vaddr = entry.Vaddr, CompatNrPages = 0, Flags = entry.Flags, NrPages = entry.CompatNrPages,
        })]);

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Equal(["CriuVersionNeeded"], images.Findings.Select(static finding => finding.Id));
        AssertTexts(images);
    }

    // Sixty thousand processes may share a hundred thousand descriptors.
    [Fact]
    public void Processes_that_share_their_descriptors_do_not_each_have_a_copy()
    {
        SyntheticCheckpoint checkpoint = new(pids: [1, 2]);
        checkpoint.Write(CriuImageKind.Ids, 2, new TaskKobjIdsEntry { VmId = 2, FilesId = 1, FsId = 2, SighandId = 2 });

        IReadOnlyList<CheckpointProcess> processes = checkpoint.Set.Read().Processes;

        Assert.Equal("/dev/null", Assert.Single(processes[0].FileNames));
        Assert.Same(processes[0].OpenFiles, processes[1].OpenFiles);
        Assert.Same(processes[0].Sockets, processes[1].Sockets);
        Assert.Same(processes[0].Pipes, processes[1].Pipes);
        Assert.Same(processes[0].FileNames, processes[1].FileNames);
        Assert.Same(processes[0].SocketNames, processes[1].SocketNames);
    }

    [Fact]
    public void Entries_without_flags_are_present_as_in_old_images()
    {
        SyntheticCheckpoint checkpoint = new();
        checkpoint.WritePagemap(1, 1, [.. checkpoint.Entries().Select(entry => SyntheticCheckpoint.Entry(entry.Vaddr, entry.CompatNrPages, null))]);

        AssertTexts(checkpoint.Set.Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pages_in_the_parent_take_no_place_in_the_pages_image(bool byFlag)
    {
        // Two pages of the heap are the parent's: the stack's come first in the image then.
        SyntheticCheckpoint checkpoint = new();
        PagemapEntry parent = byFlag
            ? SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 2, 1)
            : new PagemapEntry { Vaddr = SyntheticCheckpoint.Heap, CompatNrPages = 2, InParent = true };
        checkpoint.WritePagemap(1, 1, parent, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack, 2, 4));
        checkpoint.Set["pages-1.img"] = checkpoint.Pages(2);
        checkpoint.WriteStatistics(2);

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Equal(["MemoryInParent"], images.Findings.Select(finding => finding.Id));
        Assert.Equal(8192, images.MemoryInParent);
        Assert.Equal(8192, images.MemoryDumped);
        AssertTexts(images);
    }

    [Fact]
    public void Texts_in_the_parent_are_null_and_no_error()
    {
        SyntheticCheckpoint checkpoint = new();
        checkpoint.WritePagemap(
            1, 1, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 2, 4), SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack, 2, 1));
        checkpoint.Set["pages-1.img"] = checkpoint.Pages(2);
        checkpoint.WriteStatistics(2);

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Null(images.Processes[0].CommandLine);
        Assert.DoesNotContain(images.Findings, finding => finding.Severity != FindingSeverity.Information);
    }

    [Fact]
    public void A_text_that_spans_two_runs_is_put_together()
    {
        SyntheticCheckpoint checkpoint = new();
        MmEntry memory = checkpoint.Memory();
        memory.MmArgStart = SyntheticCheckpoint.Stack + 4096 - 3;
        memory.MmArgEnd = SyntheticCheckpoint.Stack + 4096 + 3;
        checkpoint.Write(CriuImageKind.Memory, 1, memory);
        checkpoint.WritePagemap(
            1, 1, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack, 1, 4), SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack + 4096, 3, 4));
        byte[] pages = new byte[4 * 4096];
        "abc"u8.CopyTo(pages.AsSpan(4093));
        "def"u8.CopyTo(pages.AsSpan(4096));
        checkpoint.Set["pages-1.img"] = pages;

        Assert.Equal(["abcdef"], checkpoint.Set.Read().Processes[0].CommandLine);
    }

    [Fact]
    public void An_environment_among_the_arguments_is_read_twice()
    {
        SyntheticCheckpoint checkpoint = new();
        MmEntry memory = checkpoint.Memory();
        memory.MmEnvStart = memory.MmArgStart + 5;
        checkpoint.Write(CriuImageKind.Memory, 1, memory);

        CheckpointProcess process = checkpoint.Set.Read().Processes[0];

        Assert.Equal(["prog", "-arg"], process.CommandLine);
        Assert.Equal(["-arg", "A=1", "B=2"], process.Environment);
    }

    [Fact]
    public void Limits_cut_texts_or_leave_them_unread()
    {
        SyntheticCheckpoint checkpoint = new();

        CheckpointProcess cut = checkpoint.Set.Read(new CriuLimits { MaxArgumentLength = 6, MaxEnvironmentLength = 0 }).Processes[0];

        Assert.Equal(["prog", "-"], cut.CommandLine);
        Assert.Null(cut.Environment);
        Assert.True(cut.TextsTruncated);
    }

    [Fact]
    public void Members_in_another_order_lose_the_texts_and_say_so()
    {
        SyntheticCheckpoint checkpoint = new();

        CheckpointImages images = checkpoint.Set.Read(order: checkpoint.Set.Names.OrderDescending(StringComparer.Ordinal));

        Assert.Equal(["CriuImagesOutOfOrder"], images.Findings.Select(finding => finding.Id));
        Assert.Null(images.Processes[0].CommandLine);
        Assert.Equal("program", images.Processes[0].Name);
    }

    [Fact]
    public void Streams_that_dribble_skip_or_seek_give_the_same()
    {
        ImageSet set = ImageSet.OfFixture("criu/kinds.tar.zst");
        string expected = System.Text.Json.JsonSerializer.Serialize(set.Read());

        Assert.Equal(expected, System.Text.Json.JsonSerializer.Serialize(set.Read(open: content => new DribblingStream(content))));
        Assert.Equal(expected, System.Text.Json.JsonSerializer.Serialize(set.Read(open: content => new SkippingStream(content.Length, content))));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_pages()
    {
        // 256 GB in one run, which a stream that can skip is never asked to hand out.
        const ulong Pages = 1UL << 26;
        SyntheticCheckpoint checkpoint = new();
        checkpoint.WritePagemap(
            1, 1, new PagemapEntry { Vaddr = SyntheticCheckpoint.Heap, Flags = 4, NrPages = Pages - 2 }, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Stack, 2, 4));
        CheckpointImagesCollector collector = new();
        foreach (string name in checkpoint.Set.Names.Order(StringComparer.Ordinal).TakeWhile(name => name != "pages-1.img"))
        {
            collector.Add(name, checkpoint.Set[name].Length, new MemoryStream(checkpoint.Set[name]), CancellationToken.None);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        collector.Add("pages-1.img", (long)Pages * 4096, new SkippingStream((long)Pages * 4096, checkpoint.Pages(1)), CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        collector.Add("pstree.img", checkpoint.Set["pstree.img"].Length, new MemoryStream(checkpoint.Set["pstree.img"]), CancellationToken.None);

        Assert.InRange(allocated, 0, 64 * 1024);
        Assert.Equal((long)Pages * 4096, collector.Complete().MemoryDumped);
        AssertTexts(collector.Complete());
    }

    [Fact]
    public void A_pagemap_of_many_entries_costs_no_memory()
    {
        PagemapEntry[] entries = [.. Enumerable.Range(0, 200_000).Select(index => SyntheticCheckpoint.Entry((ulong)index * 8192, 1, 4))];
        byte[] image = ImageBuilder.Image(CriuImageKind.Pagemap, [new PagemapHead { PagesId = 1 }, .. entries]);
        CheckpointImagesCollector collector = new();
        long before = GC.GetAllocatedBytesForCurrentThread();

        collector.Add("pagemap-1.img", image.Length, new MemoryStream(image), CancellationToken.None);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
    }

    [Fact]
    public void A_pre_dump_has_memory_alone()
    {
        SyntheticCheckpoint checkpoint = new();
        ImageSet set = new();
        foreach (string name in (string[])["inventory.img", "pagemap-1.img", "pages-1.img"])
        {
            set[name] = checkpoint.Set[name];
        }

        CheckpointImages images = set.Read(isPreDump: true);

        Assert.Empty(images.Findings);
        Assert.Equal(4 * 4096, images.MemoryDumped);
    }

    [Fact]
    public void Images_of_an_earlier_checkpoint_are_set_aside()
    {
        SyntheticCheckpoint checkpoint = new(4096, 1, 1, 2);

        // Process 7 is long gone; its pagemap names pages that process 2's have overwritten since.
        SyntheticCheckpoint earlier = new(4096, 3, 7);
        earlier.WritePagemap(7, 2, SyntheticCheckpoint.Entry(SyntheticCheckpoint.Heap, 9, 4));
        foreach (string name in (string[])["core-7.img", "mm-7.img", "pagemap-7.img", "ids-7.img", "fs-7.img", "fdinfo-7.img"])
        {
            checkpoint.Set[name] = earlier.Set[name];
        }

        CheckpointImages images = checkpoint.Set.Read();

        Finding finding = Assert.Single(images.Findings);
        Assert.Equal(("CriuImagesLeftOver", FindingSeverity.Information), (finding.Id, finding.Severity));
        Assert.StartsWith("6 images", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, images.Processes.Count);
        AssertTexts(images);
    }

    [Fact]
    public void What_is_kept_is_limited_and_that_is_said()
    {
        SyntheticCheckpoint checkpoint = new(4096, 1, [.. Enumerable.Range(1, 50)]);

        CheckpointImages images = checkpoint.Set.Read(new CriuLimits { MaxRetainedBytes = 20_000 });

        Assert.Equal(["CriuLimitReached"], images.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void A_cancelled_scan_stops()
    {
        SyntheticCheckpoint checkpoint = new();
        CheckpointImagesCollector collector = new();
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            collector.Add("core-1.img", checkpoint.Set["core-1.img"].Length, new MemoryStream(checkpoint.Set["core-1.img"]), source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => collector.Complete(source.Token));
    }

    private static void AssertTexts(CheckpointImages images)
    {
        Assert.NotEmpty(images.Processes);
        Assert.All(images.Processes, process => Assert.Equal(["prog", "-arg"], process.CommandLine));
        Assert.All(images.Processes, process => Assert.Equal(["A=1", "B=2"], process.Environment));
    }

    /// <summary>As long as it says, of zeros, with a few bytes at its end; it hands nothing out that could be skipped.</summary>
    private sealed class SkippingStream(long length, byte[] end) : ForwardStream
    {
        private long _position;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override long Skip(long count)
        {
            _position += count;
            return count;
        }

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - _position);
            for (int index = 0; index < count; index++, _position++)
            {
                long offset = _position - (length - end.Length);
                buffer[index] = offset >= 0 ? end[offset] : (byte)0;
            }

            return count;
        }
    }
}
