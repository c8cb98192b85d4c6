using System.IO.Compression;
using CheckpointTools.Archive;

namespace CheckpointTools.Tests.Archive;

/// <summary>Where members end, and where the decoder's and the file's reads end, must not matter to what is found.</summary>
public class GzipSourceTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * i))];
    private static readonly byte[] Member = Recompressed.Gzip(Data);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(8192)]
    [InlineData(1 << 20)]
    public void The_size_of_reads_means_nothing(int size)
    {
        Assert.Equal((Text(Data), false, false), Read(Member, size));
        Assert.Equal((Text([.. Data, .. Data]), false, false), Read([.. Member, .. Member], size));
        Assert.True(Read(Member[..^9], size).Truncated);
        Assert.True(Read([.. Member, 1, 2, 3], size).Trailing);
        Assert.True(IsRefused([.. Member, 0x1F], size));
    }

    // GZipStream reads 8 KiB at a time; a member is made to end at, and around, such a boundary.
    [Fact]
    public void A_member_may_end_anywhere()
    {
        for (int end = 8192 - 20; end <= 8192 + 20; end++)
        {
            byte[] first = EndingAt(end);
            Assert.Equal(end, first.Length);

            Assert.Equal((Text(Data), false, false), Read(first));
            Assert.Equal((Text([.. Data, .. Data]), false, false), Read([.. first, .. Member]));
            Assert.True(Read([.. first, 0]).Trailing, $"a zero behind a member that ends at {end}");
            Assert.True(Read([.. first, .. "garbage"u8]).Trailing, $"text behind a member that ends at {end}");
            for (int missing = 1; missing <= 12; missing++)
                Assert.True(IsRefused(first[..^missing]), $"a member of {end} bytes without its last {missing}");
            for (int kept = 1; kept <= 12; kept++)
                Assert.True(IsRefused([.. first, .. Member[..kept]]), $"the first {kept} bytes of a member behind one that ends at {end}");
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (int length = 0; length < Member.Length; length++)
            Assert.True(IsRefused(Member[..length]) || length == 0, $"the first {length} bytes");
    }

    // The file name in the header is as long as it takes (RFC 1952, FNAME).
    private static byte[] EndingAt(int end)
    {
        byte[] name = [.. Enumerable.Repeat((byte)'n', end - Member.Length - 1), 0];
        return [.. Member[..3], 0x08, .. Member[4..10], .. name, .. Member[10..]];
    }

    private static bool IsRefused(byte[] file, int size = int.MaxValue)
    {
        try
        {
            (_, bool truncated, bool trailing) = Read(file, size);
            return truncated || trailing;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static string Text(byte[] data) => Convert.ToHexString(data);

    private static (string Data, bool Truncated, bool Trailing) Read(byte[] file, int size = int.MaxValue)
    {
        var source = new GzipSource(new ChoppedStream(file, size));
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        using var data = new MemoryStream();
        byte[] buffer = new byte[3000];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
            data.Write(buffer.AsSpan(0, read));
        return (Text(data.ToArray()), source.Truncated, source.TrailingData);
    }

    /// <summary>Gives no more than so many bytes at once, as files on a network do.</summary>
    private sealed class ChoppedStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
    }
}
