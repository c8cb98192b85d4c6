using System.Globalization;

namespace CheckpointTools.Ports;

/// <summary>
/// Reads addresses as strictly as Go's <c>net.ParseIP</c>: four decimal octets without leading zeros, or IPv6 with at
/// most one <c>::</c> that stands for at least one group, and possibly a dotted IPv4 address in place of the last two.
/// No zones, brackets, spaces, octal, hexadecimal or shortened IPv4.
/// </summary>
internal static class HostAddressParser
{
    private const int GroupCount = 8;
    private const string AsciiDigits = "0123456789";
    private const string AsciiHexDigits = "0123456789abcdefABCDEF";

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text, any.</param>
    /// <param name="address">The address; meaningless where the answer is no.</param>
    /// <returns>Whether the text is an address.</returns>
    internal static bool TryParse(ReadOnlySpan<char> text, out HostAddress address)
    {
        UInt128 bits;
        if (text.Contains(':'))
        {
            bool isIPv6 = TryParseIPv6(text, out bits);
            address = new HostAddress(bits);
            return isIPv6;
        }
        bool isIPv4 = TryParseIPv4(text, out uint octets);
        bits = ((UInt128)0xffff << 32) | octets;
        address = new HostAddress(bits);
        return isIPv4;
    }

    private static bool TryParseIPv4(ReadOnlySpan<char> text, out uint octets)
    {
        octets = 0;
        int count = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> octet = text[range];
            bool hasLeadingZero = octet.Length > 1 && octet[0] == '0';
            if (++count > 4 || octet.Length > 3 || hasLeadingZero || HasOtherThan(AsciiDigits, octet)
                || !byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out byte value))
            {
                return false;
            }
            octets = (octets << 8) | value;
        }
        return count == 4;
    }

    private static bool TryParseIPv6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        int gap = text.IndexOf("::");
        if (gap < 0)
            return TryParseGroups(text, mayEndInIPv4: true, out bits, out int all) && all == GroupCount;

        // A third colon, or a second gap, leaves an empty group behind and fails there.
        if (!TryParseGroups(text[..gap], mayEndInIPv4: false, out UInt128 head, out int headCount)
            || !TryParseGroups(text[(gap + 2)..], mayEndInIPv4: true, out UInt128 tail, out int tailCount)
            || headCount + tailCount >= GroupCount)
        {
            return false;
        }
        bits = (headCount == 0 ? 0 : head << (16 * (GroupCount - headCount))) | tail;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, bool mayEndInIPv4, out UInt128 bits, out int count)
    {
        bits = 0;
        count = 0;
        if (text.IsEmpty)
            return true;
        foreach (Range range in text.Split(':'))
        {
            ReadOnlySpan<char> group = text[range];
            bool isLast = range.End.Value == text.Length;
            if (mayEndInIPv4 && isLast && group.Contains('.'))
            {
                count += 2;
                bool isIPv4 = TryParseIPv4(group, out uint octets);
                bits = (bits << 32) | octets;
                return isIPv4 && count <= GroupCount;
            }
            if (++count > GroupCount || group.Length > 4 || HasOtherThan(AsciiHexDigits, group)
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
            {
                return false;
            }
            bits = (bits << 16) | value;
        }
        return true;
    }

    // .NET's own number parsers let NUL characters follow the digits.
    private static bool HasOtherThan(string allowed, ReadOnlySpan<char> text) => text.ContainsAnyExcept(allowed);
}
