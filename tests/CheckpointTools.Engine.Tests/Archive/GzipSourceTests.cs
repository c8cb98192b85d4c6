using CheckpointTools.Archive;

namespace CheckpointTools.Tests.Archive;

/// <summary>
/// .NET's gzip decoder says neither that a file was cut off nor that something follows. Where members end, and where
/// the decoder's and the file's reads end, must not matter to what is found instead.
/// </summary>
public class GzipSourceTests
{
    private const string Truncated = "CompressionTruncated";
    private const string Trailing = "TrailingData";

    private static readonly byte[] Data = [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * i))];
    private static readonly byte[] Member = Recompressed.Gzip(Data);
    private static readonly string Whole = Convert.ToHexString(Data);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(8192)]
    [InlineData(1 << 20)]
    public void The_size_of_reads_means_nothing(int size)
    {
        Assert.Equal(Whole, Read(Member, size));
        Assert.Equal(Whole + Whole, Read([.. Member, .. Member], size));
        Assert.Equal(Truncated, Read(Member[..^9], size));
        Assert.Equal(Truncated, Read([.. Member, .. Member[..12]], size));
        Assert.Equal(Trailing, Read([.. Member, 1, 2, 3], size));
    }

    // GZipStream reads 8 KiB at a time; a member is made to end at, and around, such a boundary.
    [Fact]
    public void A_member_may_end_anywhere()
    {
        for (int end = 8192 - 20; end <= 8192 + 20; end++)
        {
            byte[] first = EndingAt(end);
            Assert.Equal(end, first.Length);

            Assert.Equal(Whole, Read(first));
            Assert.Equal(Whole + Whole, Read([.. first, .. Member]));
            Assert.Equal(Trailing, Read([.. first, 0]));
            Assert.Equal(Trailing, Read([.. first, .. "garbage"u8]));
            for (int missing = 1; missing <= 12; missing++)
                Assert.Equal(Truncated, Read(first[..^missing]));
            for (int kept = 1; kept <= 12; kept++)
                Assert.Equal((end, kept, Truncated), (end, kept, Read([.. first, .. Member[..kept]])));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_told_to_be()
    {
        for (int length = 3; length < Member.Length; length++)
            Assert.Equal(Truncated, Read(Member[..length]));
    }

    // The file name in the header is as long as it takes (RFC 1952, FNAME).
    private static byte[] EndingAt(int end)
    {
        byte[] name = [.. Enumerable.Repeat((byte)'n', end - Member.Length - 1), 0];
        return [.. Member[..3], 0x08, .. Member[4..10], .. name, .. Member[10..]];
    }

    // The data in hexadecimal digits, or the id of the error.
    private static string Read(byte[] file, int size = int.MaxValue)
    {
        using ArchiveStream stream = ArchiveStream.Open(new ChoppedStream(file, size), hash: false, ArchiveLimits.Default, null, CancellationToken.None);
        using var data = new MemoryStream();
        try
        {
            stream.CopyTo(data);
        }
        catch (ArchiveFormatException exception)
        {
            return exception.ErrorId;
        }

        return Convert.ToHexString(data.ToArray());
    }

    /// <summary>Gives no more than so many bytes at once, as files on a network do.</summary>
    private sealed class ChoppedStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
    }
}
