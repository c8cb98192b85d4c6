using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Tests.Criu;

public class CriuImageReaderTests
{
    private static readonly PstreeEntry Process = new() { Pid = 1, Ppid = 0, Pgid = 1, Sid = 1 };

    [Fact]
    public void Messages_come_one_by_one_to_the_end()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process, new PstreeEntry { Pid = 2 }, new PstreeEntry());

        Assert.Equal([1u, 2u, 0u], Pids(image));
    }

    [Fact]
    public void The_common_magic_may_be_missing_as_in_format_1_0() =>
        Assert.Equal([1u], Pids(ImageBuilder.OldImage(CriuImageKind.ProcessTree, Process)));

    [Fact]
    public void The_inventory_has_its_own_magic_alone()
    {
        byte[] message = new InventoryEntry { ImgVersion = 2 }.ToByteArray();
        byte[] right = [.. ImageBuilder.Number(CriuImageKind.Inventory.Magic), .. ImageBuilder.Framed(message)];
        byte[] wrong = [.. ImageBuilder.Number(CriuImageKind.CommonMagic), .. right];

        using (CriuImageReader reader = Open(right, CriuImageKind.Inventory))
        {
            Assert.Equal(2u, reader.Parse(InventoryEntry.Parser, reader.ReadSingleMessage()).ImgVersion);
        }

        Assert.Equal(CriuImageException.MagicWrong, Fault(() => Open(wrong, CriuImageKind.Inventory)));
    }

    [Fact]
    public void Another_kind_is_not_taken_for_this_one() => Assert.Equal(
        CriuImageException.MagicWrong,
        Fault(() => Pids(ImageBuilder.Image(CriuImageKind.Files, Process))));

    [Fact]
    public void A_cut_at_any_byte_is_a_typed_fault_or_a_whole_message_less()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process, Process, Process);
        int message = (image.Length - 8) / 3;
        for (int length = 0; length < image.Length; length++)
        {
            byte[] cut = image[..length];
            if (length >= 8 && (length - 8) % message == 0)
            {
                Assert.Equal((length - 8) / message, Pids(cut).Count);
            }
            else
            {
                Assert.Equal(CriuImageException.Truncated, Fault(() => Pids(cut)));
            }
        }
    }

    [Fact]
    public void A_member_that_ends_before_its_length_is_truncated()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process);

        Assert.Equal(CriuImageException.Truncated, Fault(() => Pids(image, image.Length + 1)));
    }

    [Fact]
    public void A_message_that_claims_4_GB_costs_no_memory()
    {
        byte[] image = [.. ImageBuilder.Magic(CriuImageKind.ProcessTree), .. ImageBuilder.Number(uint.MaxValue), 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();

        // In the first case the member is short; in the second the archive claims 5 GB for it as well.
        Assert.Equal(CriuImageException.Truncated, Fault(() => Pids(image)));
        Assert.Equal(CriuImageException.MessageTooLarge, Fault(() => Pids(image, 5L << 30)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_message_at_the_ceiling_is_read_and_one_above_is_not()
    {
        CriuLimits limits = new() { MaxMessageLength = Process.CalculateSize() };
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process);

        Assert.Single(Pids(image, limits: limits));
        Assert.Equal(
            CriuImageException.MessageTooLarge,
            Fault(() => Pids(image, limits: limits with { MaxMessageLength = limits.MaxMessageLength - 1 })));
    }

    [Fact]
    public void Bytes_that_are_no_protobuf_are_malformed()
    {
        byte[] image = [.. ImageBuilder.Magic(CriuImageKind.ProcessTree), .. ImageBuilder.Framed([0x0F, 0xFF, 0xFF])];

        Assert.Equal(CriuImageException.MessageMalformed, Fault(() => Pids(image)));
    }

    [Fact]
    public void Nothing_may_follow_an_only_message()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.FileSystem, new FsEntry(), new FsEntry());
        using CriuImageReader reader = Open(image, CriuImageKind.FileSystem);

        Assert.Equal(CriuImageException.TrailingData, Fault(() => reader.ReadSingleMessage()));
    }

    [Fact]
    public void Small_reads_of_the_stream_change_nothing()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, [.. Enumerable.Range(1, 100).Select(pid => new PstreeEntry { Pid = (uint)pid })]);

        Assert.Equal(Enumerable.Range(1, 100).Select(pid => (uint)pid), Pids(new DribblingStream(image), image.Length, CriuLimits.Default));
    }

    [Fact]
    public void Only_the_member_is_read_from_the_stream()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process);
        MemoryStream stream = new([.. image, 1, 2, 3]);

        Pids(stream, image.Length, CriuLimits.Default);

        Assert.Equal(image.Length, stream.Position);
    }

    [Fact]
    public void A_cancelled_read_stops()
    {
        byte[] image = ImageBuilder.Image(CriuImageKind.ProcessTree, Process);

        Assert.Throws<OperationCanceledException>(() => new CriuImageReader(
            new MemoryStream(image), image.Length, CriuImageKind.ProcessTree, "pstree.img", CriuLimits.Default, new CancellationToken(canceled: true)));
    }

    private static List<uint> Pids(byte[] image, long? length = null, CriuLimits? limits = null) =>
        Pids(new MemoryStream(image), length ?? image.Length, limits ?? CriuLimits.Default);

    private static List<uint> Pids(Stream stream, long length, CriuLimits limits)
    {
        using CriuImageReader reader = new(stream, length, CriuImageKind.ProcessTree, "pstree.img", limits, CancellationToken.None);
        List<uint> pids = [];
        while (reader.TryReadMessage(out ReadOnlySpan<byte> message))
        {
            pids.Add(reader.Parse(PstreeEntry.Parser, message).Pid);
        }

        return pids;
    }

    private static CriuImageReader Open(byte[] image, CriuImageKind kind) =>
        new(new MemoryStream(image), image.Length, kind, kind.FileName(1), CriuLimits.Default, CancellationToken.None);

    private static string Fault(Action action) => Assert.Throws<CriuImageException>(action).ErrorId;

    private static string Fault(Func<object?> action) => Fault(() => { action(); });
}
