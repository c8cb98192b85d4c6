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
        // The first bit marks the form; the rest is a number in two's complement, which is negative where its first bit is set.
        byte inversion = (field[0] & 0x40) != 0 ? (byte)0xFF : (byte)0;
        ulong magnitude = (ulong)((field[0] ^ inversion) & 0x7F);
        value = 0;
        foreach (byte digit in field[1..])
        {
            if (magnitude >> 56 != 0)
                return false;
            magnitude = (magnitude << 8) | (byte)(digit ^ inversion);
        }

        if (magnitude > long.MaxValue)
            return false;
        value = inversion == 0 ? (long)magnitude : ~(long)magnitude;
        return true;
    }
}
