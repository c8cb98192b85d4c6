using System.Collections.Concurrent;

namespace CheckpointTools.Tests.Archive;

/// <summary>plain-none.tar as other tools compress it.</summary>
internal static class Recompressed
{
    private static readonly byte[] Tar = RealArchive.Open("plain-none.tar").Tar;

    private static readonly Dictionary<string, (string Compression, Func<byte[]> Make)> Forms = new()
    {
        ["none"] = ("None", static () => Tar),
        ["gzip"] = ("Gzip", static () => Gzip(Tar)),
        ["gzip fast"] = ("Gzip", static () => CommandLine.Run("gzip", ["-1c"], Tar)),
        ["gzip in members"] = ("Gzip", static () => [.. Parts(3).SelectMany(Gzip)]),
        ["gzip in very many members"] = ("Gzip", static () => [.. Parts(40).SelectMany(Gzip)]),
        ["gzip with an empty member"] = ("Gzip", static () => [.. Gzip([]), .. Gzip(Tar), .. Gzip([])]),
        ["zstd"] = ("Zstd", static () => Zstd(Tar)),
        ["zstd without a checksum"] = ("Zstd", static () => Zstd(Tar, "--no-check")),
        ["zstd of a stream"] = ("Zstd", static () => Zstd(Tar, "--no-content-size", "-1")),
        ["zstd with a long window"] = ("Zstd", static () => Zstd(Tar, "--long=27", "-19")),
        ["zstd in frames"] = ("Zstd", static () => [.. Parts(3).SelectMany(static part => Zstd(part))]),
        ["zstd with skippable frames"] = ("Zstd", static () => [.. Skippable(0, 5), .. Zstd(Parts(2)[0]), .. Skippable(15, 300), .. Zstd(Parts(2)[1]), .. Skippable(7, 0)]),
        ["bzip2"] = ("Bzip2", static () => Bzip2(Tar)),
        ["bzip2 in small blocks"] = ("Bzip2", static () => CommandLine.Run("bzip2", ["-1c"], Tar)),
        ["bzip2 in streams"] = ("Bzip2", static () => [.. Parts(3).SelectMany(Bzip2)]),
        ["xz"] = ("Xz", static () => Xz(Tar)),
        ["xz with SHA-256"] = ("Xz", static () => Xz(Tar, "--check=sha256")),
        ["xz with CRC32"] = ("Xz", static () => Xz(Tar, "--check=crc32")),
        ["xz in blocks"] = ("Xz", static () => Xz(Tar, "--block-size=40000", "-T1")),
        ["xz in blocks with sizes"] = ("Xz", static () => Xz(Tar, "--block-size=40000", "-T2")),
        ["xz in streams"] = ("Xz", static () => [.. Parts(3).SelectMany(static part => Xz(part))]),
        ["xz with padding"] = ("Xz", static () => [.. Xz(Parts(2)[0]), .. new byte[8], .. Xz(Parts(2)[1]), .. new byte[4]]),
    };

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new();

    public static IEnumerable<string> Names => Forms.Keys;

    public static byte[] As(string form) => Made.GetOrAdd(form, static key => new Lazy<byte[]>(Forms[key].Make)).Value;

    public static string CompressionOf(string form) => Forms[form].Compression;

    public static byte[] Gzip(byte[] data) => CommandLine.Run("gzip", ["-nc"], data);

    public static byte[] Zstd(byte[] data, params string[] arguments) => CommandLine.Run("zstd", ["-c", .. arguments], data);

    public static byte[] Bzip2(byte[] data) => CommandLine.Run("bzip2", ["-c"], data);

    public static byte[] Xz(byte[] data, params string[] arguments) => CommandLine.Run("xz", ["-c", "-3", .. arguments], data);

    // RFC 8878, 3.1.2: a magic number that ends in any digit, the size, and content that means nothing.
    public static byte[] Skippable(int digit, int size) => [(byte)(0x50 + digit), 0x2A, 0x4D, 0x18, (byte)size, (byte)(size >> 8), 0, 0, .. Enumerable.Repeat((byte)0xAA, size)];

    private static byte[][] Parts(int count) => [.. Tar.Chunk((Tar.Length / count) + 1)];
}
