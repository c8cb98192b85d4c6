using CheckpointTools.Archive;

namespace CheckpointTools.Tests.Archive;

/// <summary>The two decoders of zstd: which one reads an archive depends on the machine, so they have to agree.</summary>
public class ZstdDecoderTests
{
    public static TheoryData<string> Forms { get; } = [.. Recompressed.Names.Where(static name => Recompressed.CompressionOf(name) == "Zstd")];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Both_decode_all_of_it(string form)
    {
        byte[] compressed = Recompressed.As(form);
        byte[] expected = RealArchive.Open("plain-none.tar").Tar;

        Assert.Equal(expected, Decode(compressed, ZstdDecoder.OpenManaged, 4096));
        foreach (int length in Native([1, 511, 4096, 1 << 20]))
            Assert.Equal(expected, Decode(compressed, ZstdDecoder.OpenNative, length));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Both_refuse_what_is_cut_off(string form)
    {
        byte[] compressed = Recompressed.As(form);
        foreach (int length in Native([1, 3, 4, 5, 12, 100, compressed.Length / 2, compressed.Length - 9, compressed.Length - 4, compressed.Length - 1]))
            Assert.Equal(Decode(compressed[..length], ZstdDecoder.OpenManaged, 4096), Decode(compressed[..length], ZstdDecoder.OpenNative, 4096));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Both_make_the_same_of_damage(string form)
    {
        var random = new Random(20261124);
        foreach (int _ in Native(Enumerable.Range(0, 200)))
        {
            byte[] damaged = [.. Recompressed.As(form)];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

            byte[]? managed = Decode(damaged, ZstdDecoder.OpenManaged, 4096);
            byte[]? native = Decode(damaged, ZstdDecoder.OpenNative, 4096);

            // Nonsense without a checksum can be decoded to one thing or another.
            if (form == "zstd without a checksum")
                Assert.Equal(managed is null, native is null);
            else
                Assert.Equal(managed, native);
        }
    }

    [Fact]
    public void Formats_from_before_2016_are_none()
    {
        byte[] old = [.. Recompressed.As("zstd"), 0x27, 0xB5, 0x2F, 0xFD, .. new byte[100]]; // 0.7's magic number
        foreach (int _ in Native([0]))
            Assert.Null(Decode(old, ZstdDecoder.OpenNative, 4096));
    }

    // Without the library, there is nothing to compare.
    private static IEnumerable<int> Native(IEnumerable<int> cases) => ZstdLibrary.IsAvailable ? cases : [];

    // Null where it is refused.
    private static byte[]? Decode(byte[] compressed, Func<Stream, Stream> open, int length)
    {
        using Stream decoder = open(new MemoryStream(compressed));
        var decoded = new MemoryStream();
        byte[] buffer = new byte[length];
        try
        {
            while (decoder.Read(buffer) is > 0 and int read)
                decoded.Write(buffer, 0, read);
            return decoded.ToArray();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
