using System.Buffers.Binary;

namespace CheckpointTools.Archive;

/// <summary>Tells a compression by the first bytes of a file, as Podman does: a file's extension says nothing.</summary>
public static class CompressionDetector
{
    /// <summary>How many bytes from the start of a file a certain answer needs.</summary>
    public const int BytesNeeded = 6;

    private const uint ZstdMagic = 0xFD2FB528;
    private const uint ZstdSkippableMagic = 0x184D2A50;
    private const uint ZstdSkippableMask = 0xFFFFFFF0;

    /// <summary>Tells the compression of a file.</summary>
    /// <param name="start">The file's first bytes; fewer than <see cref="BytesNeeded"/> only where the file is that short.</param>
    /// <returns>The compression, or <see cref="CompressionFormat.None"/> where no magic number fits.</returns>
    public static CompressionFormat Detect(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return CompressionFormat.Gzip;
        if (start.StartsWith("BZh"u8))
            return CompressionFormat.Bzip2;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]))
            return CompressionFormat.Xz;
        if (start.Length >= sizeof(uint))
        {
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(start);
            // A zstd file may open with a skippable frame, as those of parallel compressors do.
            if (magic == ZstdMagic || (magic & ZstdSkippableMask) == ZstdSkippableMagic)
                return CompressionFormat.Zstd;
        }

        return CompressionFormat.None;
    }
}
