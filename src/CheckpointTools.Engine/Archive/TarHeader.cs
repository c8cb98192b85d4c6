using System.Text;

namespace CheckpointTools.Archive;

/// <summary>One 512-byte header block of a tar, in any of the V7, USTAR and GNU forms.</summary>
internal readonly record struct TarHeader
{
    internal const int BlockSize = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal required byte TypeFlag { get; init; }

    internal required string Name { get; init; }

    internal required bool NameIsUtf8 { get; init; }

    internal required string LinkTarget { get; init; }

    internal required long Size { get; init; }

    internal required int Mode { get; init; }

    internal required long UserId { get; init; }

    internal required long GroupId { get; init; }

    internal required long ModifiedSeconds { get; init; }

    internal required long DeviceMajor { get; init; }

    internal required long DeviceMinor { get; init; }

    /// <summary>Whether blocks with more of a sparse file's map follow, in GNU's old form of one.</summary>
    internal required bool SparseMapGoesOn { get; init; }

    /// <summary>Reads a header block that is not all zero.</summary>
    /// <param name="block">512 bytes.</param>
    /// <param name="offset">Where the block stands in the tar, for the error.</param>
    /// <returns>The header.</returns>
    /// <exception cref="ArchiveFormatException">The checksum is wrong, or a number cannot be read.</exception>
    internal static TarHeader Parse(ReadOnlySpan<byte> block, long offset)
    {
        if (!ChecksumFits(block))
        {
            throw new ArchiveFormatException(
                "TarChecksumWrong",
                "A member's header does not match its checksum: the tar is damaged here, and nothing behind can be found.",
                $"offset {offset}");
        }

        bool nameFits = TryText(block[..100], out string name);
        bool linkFits = TryText(block[157..257], out string link);
        // Only USTAR has a prefix there; GNU's form keeps times in these bytes. Go does not ask for USTAR's version.
        if (block[257..263].SequenceEqual("ustar\0"u8))
        {
            bool star = block[508..512].SequenceEqual("tar\0"u8);
            if (star)
                _ = (Number(block[476..488], "atime", offset), Number(block[488..500], "ctime", offset));
            nameFits &= TryText(star ? block[345..476] : block[345..500], out string prefix);
            if (prefix.Length > 0)
                name = prefix + "/" + name;
        }
        else if (block[257..265].SequenceEqual("ustar  \0"u8) && !(IsTime(block[345..357]) && IsTime(block[357..369])))
        {
            // Go takes these bytes for a prefix where they are no times, as a Go before 1.8 wrote them; nobody else does.
            throw new ArchiveFormatException("TarHeaderMalformed", "A member's header is of GNU's form and has something else than times where that has times.", $"offset {offset}");
        }

        // Of a member that is no device nobody needs them, but a reader asks for them to be numbers all the same.
        (long major, long minor) = (0, 0);
        if (block[257..262].SequenceEqual("ustar"u8) && (block[262] == 0 || block[262..265].SequenceEqual("  \0"u8)))
            (major, minor) = (Number(block[329..337], "device", offset), Number(block[337..345], "device", offset));
        return new TarHeader
        {
            TypeFlag = block[156],
            Name = name,
            NameIsUtf8 = nameFits && linkFits,
            LinkTarget = link,
            Mode = (int)(Number(block[100..108], "mode", offset) & 0xFFF),
            UserId = Number(block[108..116], "uid", offset),
            GroupId = Number(block[116..124], "gid", offset),
            Size = Number(block[124..136], "size", offset),
            ModifiedSeconds = Number(block[136..148], "mtime", offset),
            DeviceMajor = major,
            DeviceMinor = minor,
            SparseMapGoesOn = block[156] == 'S' && block[257..265].SequenceEqual("ustar  \0"u8) && block[482] != 0,
        };
    }

    /// <summary>Decodes a name up to its first NUL; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="bytes">The field.</param>
    /// <param name="text">The text.</param>
    /// <returns>False where bytes had to be replaced.</returns>
    internal static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0)
            bytes = bytes[..end];
        try
        {
            text = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.UTF8.GetString(bytes);
            return false;
        }
    }

    private static bool IsTime(ReadOnlySpan<byte> field) => field[0] == 0 || TarNumber.TryParse(field, out _);

    private static bool ChecksumFits(ReadOnlySpan<byte> block)
    {
        // The field itself counts as spaces. Old tars summed signed bytes; Go takes either.
        int unsigned = 8 * ' ';
        int signed = unsigned;
        for (int i = 0; i < block.Length; i++)
        {
            if (i is >= 148 and < 156)
                continue;
            unsigned += block[i];
            signed += (sbyte)block[i];
        }

        return TarNumber.TryParse(block[148..156], out long sum) && (sum == unsigned || sum == signed);
    }

    private static long Number(ReadOnlySpan<byte> field, string name, long offset) =>
        TarNumber.TryParse(field, out long value)
            ? value
            : throw new ArchiveFormatException("TarHeaderMalformed", $"A member's header has a {name} that is no number.", $"offset {offset}");
}
