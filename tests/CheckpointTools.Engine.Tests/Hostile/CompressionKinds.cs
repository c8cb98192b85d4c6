using CheckpointTools.Archive;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Compressed data that unpack to far more than they are, or to something else than it seems.</summary>
internal static class CompressionKinds
{
    private const int Zeros = 64 << 20;

    // Small bounds, so that the bombs of this table are of a size that a test can make; the bounds work alike for large ones.
    private static readonly ArchiveLimits Small = new() { RatioFreeBytes = 1 << 20, Ratio = 100, DecompressedBytes = 1L << 30 };

    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["a zstd bomb"] = new(static () => Recompressed.Zstd(Bomb(), "-19"), "LimitRatio") { Limits = Small },
        ["a gzip bomb"] = new(static () => Recompressed.Gzip(Bomb()), "LimitRatio") { Limits = Small },
        ["a bzip2 bomb"] = new(static () => Recompressed.Bzip2(Bomb()), "LimitRatio") { Limits = Small },
        ["an xz bomb"] = new(static () => Recompressed.Xz(Bomb()), "LimitRatio") { Limits = Small },
        ["a bomb of six gigabytes"] = new(
            static () => CommandLine.Run("sh", ["-c", "{ cat; head -c 6G /dev/zero; } | zstd -c -3 --long=27"], Start(6L << 30)), "LimitRatio"),
        ["a bomb behind the end of the tar"] = new(static () => Recompressed.Zstd([.. Hostile.Members().Tar().End(), .. new byte[Zeros]]), "LimitRatio") { Limits = Small },
        ["a gzip bomb of many members"] = new(
            static () => new SyntheticStream(Recompressed.Gzip(Start(1L << 29)), Recompressed.Gzip(new byte[1 << 20]), 4 << 20), "LimitRatio") { Limits = Small },
        ["a zstd bomb of many frames"] = new(
            static () => new SyntheticStream(Recompressed.Zstd(Start(1L << 29)), Recompressed.Zstd(new byte[1 << 20]), 4 << 20), "LimitRatio") { Limits = Small },
        ["zstd with a window of two gigabytes"] = new(static () => Window(0xA8), "CompressionDamaged"),
        ["zstd with the largest window of all"] = new(static () => Window(0xFF), "CompressionDamaged"),
        ["xz with a dictionary of three gigabytes"] = new(static () => Dictionary(39), "LimitDictionary"),
        ["xz with a dictionary of one and a half gigabytes"] = new(static () => Dictionary(37), "LimitDictionary"),
        ["xz with the largest dictionary of all"] = new(static () => Dictionary(40), "LimitDictionary"),

        ["gzip in gzip"] = new(static () => Recompressed.Gzip(Recompressed.Gzip(Hostile.Members().Tar().End())), "NotACheckpointArchive"),
        ["gzip in zstd"] = new(static () => Recompressed.Zstd(Recompressed.Gzip(Hostile.Members().Tar().End())), "NotACheckpointArchive"),
        ["a tar in a tar"] = new(static () => new TarBuilder().Add("checkpoint.tar", Hostile.Members().Tar().End()).End(), "NotACheckpointArchive"),
        ["two archives, each in gzip"] = new(static () => [.. Recompressed.As("gzip"), .. Recompressed.Gzip(Hostile.Members().With("config.dump", "{}").Tar().End())], "TrailingData"),
        ["two archives, one in gzip and one in zstd"] = new(static () => [.. Recompressed.As("gzip"), .. Recompressed.As("zstd")], "TrailingData"),
        ["a plain archive behind one in zstd"] = new(static () => [.. Recompressed.As("zstd"), .. Hostile.Members().Tar().End()], "CompressionDamaged"),
        ["a tar that goes on plain behind its gzip"] = new(static () => [.. Recompressed.Gzip(Hostile.Members().Tar().Unfinished()), .. new byte[1024]], "TrailingData"),
        ["gzip that is cut off"] = new(static () => Recompressed.As("gzip")[..^1000], "CompressionTruncated"),
        ["zstd that is cut off"] = new(static () => Recompressed.As("zstd")[..^1000], "CompressionTruncated"),
        ["gzip with a wrong checksum"] = new(static () => Flip(Recompressed.As("gzip"), 8), "CompressionDamaged"),
        ["zstd with a wrong checksum"] = new(static () => Flip(Recompressed.As("zstd"), 1), "CompressionDamaged"),
        ["gzip of nothing"] = new(static () => Recompressed.Gzip([]), "NotACheckpointArchive"),
        ["zstd that is all skippable frames"] = new(static () => [.. Enumerable.Repeat(Recompressed.Skippable(1, 100), 10_000).SelectMany(static frame => frame)], "NotACheckpointArchive"),
        ["a gzip header without an end"] = new(static () => new SyntheticStream([0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3], [(byte)'n'], 1 << 28), "CompressionTruncated"),
        ["an archive in LZ4"] = new(static () => [0x04, 0x22, 0x4D, 0x18, 0x64, 0x40, 0xA7, .. new byte[1024]], "NotACheckpointArchive"),
        ["a zip file"] = new(static () => [.. "PK\u0003\u0004"u8, .. new byte[1024]], "NotACheckpointArchive"),
    };

    // A member that claims all that follows.
    private static byte[] Start(long size) => new TarBuilder().Raw(Hostile.Members().Tar().Unfinished()).Pax(("size", $"{size}")).Add("ctr.log.1").Unfinished();

    private static byte[] Bomb() => [.. Start(Zeros), .. new byte[Zeros + 1024]];

    // RFC 8878, 3.1.1.1: the byte behind the frame's descriptor is the window's size, where the descriptor asks for it.
    private static byte[] Window(byte size) => [0x28, 0xB5, 0x2F, 0xFD, 0x00, size, 0x03, 0x00, 0x00, .. new byte[100]];

    // The xz format, 5.3.1: the dictionary's size is one byte of the block's header, which ends in a CRC32.
    private static byte[] Dictionary(byte size)
    {
        byte[] xz = [.. Recompressed.As("xz")];
        int header = 12;
        int length = (xz[header] + 1) * 4;
        int property = Array.IndexOf(xz, (byte)0x21, header + 2) + 2;
        xz[property] = size;
        BitConverter.GetBytes(Crc32(xz.AsSpan(header, length - 4))).CopyTo(xz, header + length - 4);
        return xz;
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }

    private static byte[] Flip(byte[] archive, int fromEnd)
    {
        byte[] flipped = [.. archive];
        flipped[^fromEnd] ^= 1;
        return flipped;
    }
}
