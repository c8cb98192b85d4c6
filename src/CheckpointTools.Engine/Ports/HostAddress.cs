using System.Globalization;
using System.Text;

namespace CheckpointTools.Ports;

/// <summary>
/// An address of the host in the one form that Go's <c>net.IP</c> gives it: IPv4 and IPv4-mapped IPv6 are the same
/// address and are written dotted; other IPv6 addresses are written in lower case with their longest run of zeros
/// shortened (RFC 5952).
/// </summary>
/// <remarks>
/// System.Net.IPAddress reads and writes other forms (octal and shortened IPv4, zones, brackets, dotted tails), so its
/// results would not be Podman's.
/// </remarks>
/// <param name="Bits">The 128 bits of the IPv6 form, most significant first; IPv4 addresses as <c>::ffff:a.b.c.d</c>.</param>
internal readonly record struct HostAddress(UInt128 Bits)
{
    private const int GroupCount = 8;

    /// <summary>Whether it is an IPv4 address, written as one or mapped into IPv6.</summary>
    internal bool IsIPv4 => Bits >> 32 == 0xffff;

    /// <summary>Whether it stands for all addresses of its family: <c>0.0.0.0</c> or <c>::</c>.</summary>
    internal bool IsUnspecified => Bits == 0 || Bits == (UInt128)0xffff << 32;

    /// <summary>
    /// Whether a port bound on the one address is taken on the other too. Empty text stands for all addresses of both
    /// families, <c>0.0.0.0</c> for all of IPv4 and <c>::</c> for all of IPv6 and no more: Podman 6 binds its
    /// sockets so. (Up to 5.8 it reserved only the IPv4 port for empty text, while the forwarding rules covered both.)
    /// </summary>
    /// <param name="left">An address, or empty.</param>
    /// <param name="right">An address, or empty.</param>
    /// <returns>Whether they overlap; what is no address overlaps with its like and with empty text.</returns>
    internal static bool Overlap(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0 || left == right)
            return true;
        if (!HostAddressParser.TryParse(left, out HostAddress one) || !HostAddressParser.TryParse(right, out HostAddress other))
            return false;
        return one == other || (one.IsIPv4 == other.IsIPv4 && (one.IsUnspecified || other.IsUnspecified));
    }

    /// <summary>The address as Go's <c>IP.String</c> writes it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsIPv4
        ? string.Create(CultureInfo.InvariantCulture, $"{(byte)(Bits >> 24)}.{(byte)(Bits >> 16)}.{(byte)(Bits >> 8)}.{(byte)Bits}")
        : IPv6Text();

    private ushort Group(int index) => (ushort)(Bits >> (16 * (GroupCount - 1 - index)));

    private string IPv6Text()
    {
        (int start, int end) = LongestZeroRun();
        StringBuilder text = new();
        for (int index = 0; index < GroupCount; index++)
        {
            if (index == start)
            {
                text.Append("::");
                index = end - 1;
                continue;
            }
            if (index > 0 && index != end)
                text.Append(':');
            text.Append(CultureInfo.InvariantCulture, $"{Group(index):x}");
        }
        return text.ToString();
    }

    // The first of the longest runs of two zero groups or more; (-1, -1) where there is none.
    private (int Start, int End) LongestZeroRun()
    {
        (int start, int end) = (-1, -1);
        for (int first = 0; first < GroupCount; first++)
        {
            int after = first;
            while (after < GroupCount && Group(after) == 0)
                after++;
            if (after - first >= 2 && after - first > end - start)
                (start, end) = (first, after);
        }
        return (start, end);
    }
}
