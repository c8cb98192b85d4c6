using System.Buffers.Binary;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>What reading costs: bytes, memory, and the time until it stops.</summary>
[Collection(Alone.Name)]
public class EconomyTests
{
    private const long Huge = 1L << 38; // 256 GiB of memory pages
    private const long MayStillRead = 32L << 20; // after a cancellation: the blocks that are under way
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    // A checkpoint whose memory pages never end; what is before them is real.
    private static readonly byte[] Start = new CheckpointBuilder()
        .Without(static name => string.CompareOrdinal(name, "checkpoint/pages-") > 0 && name.StartsWith("checkpoint/p", StringComparison.Ordinal))
        .Tar().Add("checkpoint/pages-1.img", edit: static header =>
        {
            header.AsSpan(124, 4).Clear();
            header[124] = 0x80; // base 256
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), Huge);
        }).Unfinished();

    private static readonly byte[] Pages = RandomPages(1 << 20);

    [Fact]
    public void A_plain_archive_is_verified_by_its_headers()
    {
        byte[] end = [.. new TarBuilder().Add("rootfs-diff.tar", new byte[512]).End()];
        var stream = new SyntheticStream([.. Start], Pages, Start.Length + Huge + end.Length);

        ScanResult result = ArchiveScan.Run(stream, new ScanOptions { Full = true, Limits = new ArchiveLimits { DecompressedBytes = long.MaxValue } }, CancellationToken.None);

        Assert.Equal(Huge, result.MemorySize);
        Assert.InRange(stream.BytesRead, Start.Length / 4, Start.Length + (1 << 20));
    }

    [Theory]
    [InlineData("plain-none.tar", 64 << 10)]
    [InlineData("plain-zstd.tar", 32 << 10)]
    public void A_listing_reads_no_further_than_the_container(string name, int most)
    {
        var stream = new SyntheticStream(RealArchive.Open(name).Bytes);

        ArchiveScan.Run(stream, new ScanOptions(), CancellationToken.None);

        Assert.InRange(stream.BytesRead, 512, most);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none, hashed")]
    [InlineData("none, behind its end")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("gzip, empty members")]
    [InlineData("zstd, skippable frames")]
    [InlineData("xz, padding")]
    public async Task Reading_stops_soon_after_it_is_told_to(string form)
    {
        (byte[] start, byte[] repeated) = form switch
        {
            "none" or "none, hashed" => (Start, Pages),
            "none, behind its end" => (new CheckpointBuilder().Tar().End(), new byte[1 << 20]),
            "gzip" => (Recompressed.Gzip(Start), Recompressed.Gzip(Pages)),
            "zstd" => (Recompressed.Zstd(Start), Recompressed.Zstd(Pages)),
            "bzip2" => (Recompressed.Bzip2(Start), Recompressed.Bzip2(Pages)),
            "gzip, empty members" => (Recompressed.Gzip(Start), Recompressed.Gzip([])),
            "zstd, skippable frames" => (Recompressed.Zstd(Start), Recompressed.Skippable(3, 1 << 15)),
            "xz, padding" => (Recompressed.Xz(Start), new byte[1 << 16]),
            _ => (Recompressed.Xz(Start), Recompressed.Xz(Pages)),
        };
        using var stopping = new CancellationTokenSource();
        long readWhenStopped = -1;
        SyntheticStream? stream = null;
        stream = new SyntheticStream(start, repeated, start.Length + Huge)
        {
            AfterRead = () =>
            {
                if (stream!.BytesRead > start.Length + (256 << 10) && readWhenStopped < 0)
                {
                    readWhenStopped = stream.BytesRead;
                    stopping.Cancel();
                }
            },
        };
        // Without an observer a plain tar's pages are passed over, not read.
        Func<TarMember, Action<ReadOnlySpan<byte>>?>? observer = form == "none" ? static _ => static _ => { } : null;
        var options = new ScanOptions { Full = true, Hash = form == "none, hashed", Limits = new ArchiveLimits { RatioFreeBytes = long.MaxValue }, Observer = observer };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => ArchiveScan.Run(stream, options, stopping.Token), CancellationToken.None).WaitAsync(HangGuard));

        Assert.InRange(stream.BytesRead - readWhenStopped, 0, MayStillRead);
    }

    [Fact]
    public void A_thousand_archives_take_no_more_memory_than_a_few()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. "none gzip zstd".Split(' ').Select(form => folder.Write(form, Recompressed.As(form)))];
        Read(paths, 20);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Read(paths, 1000);

        // A manifest of these takes about 100 KB: were they, or the archives, kept, it would be 100 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20 << 20);
    }

    [Fact]
    public void A_large_archive_takes_no_more_memory_than_a_small_one()
    {
        const int size = 256 << 20;
        byte[] log = new byte[size];
        Pages.CopyTo(log, 0);
        byte[] archive = Recompressed.Zstd(new CheckpointBuilder().With("ctr.log", log).Tar().End(), "-1");
        long before = GC.GetAllocatedBytesForCurrentThread();

        CheckpointManifest manifest = Scanned.Fully(archive);

        Assert.Equal("Valid", manifest.Verification);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, size / 8);
    }

    private static byte[] RandomPages(int size)
    {
        byte[] pages = new byte[size];
        new Random(1).NextBytes(pages);
        return pages;
    }

    private static void Read(string[] paths, int count)
    {
        for (int i = 0; i < count; i++)
            Assert.Equal("Valid", ArchiveInspector.Inspect(paths[i % paths.Length], new ScanOptions { Hash = true }, CancellationToken.None).Verification);
    }
}
