using System.Buffers.Binary;

namespace CheckpointTools.Fuzzing;

/// <summary>Changes bytes that are not known to mean anything.</summary>
internal static class ByteMutation
{
    private const int LongestInput = 1 << 20;

    private static readonly ulong[] Interesting =
        [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, ulong.MaxValue, 511, 512, 4095, 4096];

    /// <summary>A number that is at the edge of something, or none in particular.</summary>
    public static ulong Number(FuzzRandom random) => random.OneIn(4) ? random.Next64() >> random.Below(64) : random.Of(Interesting);

    public static byte[] Apply(byte[] input, FuzzRandom random)
    {
        byte[] bytes = [.. input];
        if (bytes.Length == 0)
            return [random.Byte()];
        int at = random.Below(bytes.Length);
        int length = 1 + random.Below(Math.Min(1 << random.Below(10), bytes.Length - at));
        switch (random.Below(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Below(8));
                return bytes;
            case 1:
                bytes[at] = random.Byte();
                return bytes;
            case 2:
                PutNumber(bytes, at, random);
                return bytes;
            case 3:
                bytes.AsSpan(at, length).Fill(random.OneIn(2) ? (byte)0 : random.Byte());
                return bytes;
            case 4:
                return bytes[..at];
            case 5:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 6:
                return bytes.Length + length > LongestInput ? bytes : [.. bytes[..(at + length)], .. bytes[at..]];
            default:
                int from = random.Below(bytes.Length - length + 1);
                bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }

    private static void PutNumber(byte[] bytes, int at, FuzzRandom random)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Number(random));
        if (random.OneIn(2))
            number.Reverse();
        int size = 1 << random.Below(4);
        number[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
    }
}
