using System.Buffers.Binary;

namespace CheckpointTools.Archive;

/// <summary>The numbers of a tar header: octal text, or GNU's base 256 where the first bit is set.</summary>
internal static class TarNumber
{
    /// <summary>Reads a number field.</summary>
    /// <param name="field">The field's bytes.</param>
    /// <param name="value">The number, which may be negative in base 256.</param>
    /// <returns>False where the field holds no number, or one beyond 64 bits.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        field[0] >= 0x80 ? TryParseBase256(field, out value) : TryParseOctal(field, out value);

    private static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        // Go's archive/tar, which Podman reads with, trims spaces and NULs at both ends and takes nothing for zero.
        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 3)
                return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    private static bool TryParseBase256(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        bool negative = (field[0] & 0x40) != 0;
        byte filler = negative ? (byte)0xFF : (byte)0x00;
        if ((byte)(field[0] | (negative ? 0x80 : 0)) != (negative ? 0xFF : 0x80))
            return false; // the first byte alone would need more than 64 bits for the fields of 8 and 12 bytes
        for (int i = 1; i < field.Length - sizeof(long); i++)
        {
            if (field[i] != filler)
                return false;
        }

        Span<byte> last = stackalloc byte[sizeof(long)];
        ReadOnlySpan<byte> tail = field[1..];
        if (tail.Length >= sizeof(long))
        {
            tail[^sizeof(long)..].CopyTo(last);
        }
        else
        {
            last.Fill(filler);
            tail.CopyTo(last[(sizeof(long) - tail.Length)..]);
        }

        value = BinaryPrimitives.ReadInt64BigEndian(last);
        return negative == (value < 0);
    }
}
