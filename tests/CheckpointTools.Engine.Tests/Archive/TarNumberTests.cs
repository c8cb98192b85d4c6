using System.Numerics;
using System.Text;
using CheckpointTools.Archive;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Archive;

public class TarNumberTests
{
    [Property(MaxTest = 500)]
    public void Octal_numbers_round_trip(ulong number)
    {
        long value = (long)(number >> 1);
        Assert.True(TarNumber.TryParse(Encoding.ASCII.GetBytes(Convert.ToString(value, 8) + " "), out long read));
        Assert.Equal(value, read);
    }

    [Property(MaxTest = 1000)]
    public void Numbers_in_base_256_round_trip_where_the_field_is_long_enough(long number, bool wide)
    {
        byte[] field = Base256(number, wide ? 12 : 8);
        // A field of 8 bytes holds 63 bits.
        bool fits = wide || number is >= -(1L << 62) and < 1L << 62;

        Assert.Equal(fits, TarNumber.TryParse(field, out long read) && read == number);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\0\0\0\0\0\0\0\0", 0)]
    [InlineData("        ", 0)]
    [InlineData("0000644\0", 420)]
    [InlineData("   644 \0", 420)]
    [InlineData("777777777777777777777", long.MaxValue)]
    public void Octal_numbers_may_be_padded(string field, long number)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(field.PadRight(1, '\0'));
        Assert.True(TarNumber.TryParse(bytes, out long read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("0000648\0")]
    [InlineData("-000001\0")]
    [InlineData("0x1")]
    [InlineData("12 34")]
    [InlineData("1000000000000000000000")] // 2^63
    public void What_is_no_octal_number_is_refused(string field) => Assert.False(TarNumber.TryParse(Encoding.ASCII.GetBytes(field), out _));

    [Theory]
    [InlineData("80FFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("800000008000000000000000")]
    [InlineData("810000000000000000000001")]
    [InlineData("FF0000000000000000000000")]
    [InlineData("BFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_number_beyond_64_bits_is_refused(string field) => Assert.False(TarNumber.TryParse(Convert.FromHexString(field), out _));

    private static byte[] Base256(long number, int length)
    {
        byte[] field = new byte[length];
        BigInteger value = number;
        if (!value.TryWriteBytes(field, out int written, isUnsigned: false, isBigEndian: true))
            return [0x80, .. Enumerable.Repeat((byte)0xFF, length - 1)];
        byte[] padded = [.. Enumerable.Repeat(number < 0 ? (byte)0xFF : (byte)0, length - written), .. field[..written]];
        padded[0] |= 0x80;
        if (number >= 0 && (padded[0] & 0x40) != 0)
            return [0x80, .. Enumerable.Repeat((byte)0xFF, length - 1)]; // its sign would be lost
        return padded;
    }
}
