using System.Net;
using CheckpointTools.Ports;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Ports;

/// <summary>The expected values are what Go's <c>net.ParseIP(text).String()</c> gives.</summary>
public class HostAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::ffff:192.168.1.1", "192.168.1.1")]
    [InlineData("0:0:0:0:0:FFFF:7f00:1", "127.0.0.1")]
    [InlineData("::", "::")]
    [InlineData("0:0:0:0:0:0:0:0", "::")]
    [InlineData("0::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("2001:0DB8::00A1", "2001:db8::a1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::1.2.3.4", "::102:304")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    public void Has_one_form(string text, string expected)
    {
        Assert.True(HostAddressParser.TryParse(text, out HostAddress address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("127.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("1.2..4")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("256.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1.2.3.+4")]
    [InlineData("1.2.3.4\0")]
    [InlineData("1.2.3.4%eth0")]
    [InlineData("2130706433")]
    [InlineData(" ::1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1%")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1::2")]
    [InlineData("1:2:3:4:5:6:7:8:")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("00001::")]
    [InlineData("g::")]
    [InlineData("1\0::")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("::ffff:1.2.3.04")]
    public void Is_read_as_strictly_as_Go_reads_it(string text) => Assert.False(HostAddressParser.TryParse(text, out _));

    [Property]
    public void Keeps_every_bit(UInt128 bits)
    {
        HostAddress address = new(bits);
        IPAddress oracle = IPAddress.Parse(address.ToString());
        IPAddress expected = new([.. Enumerable.Range(0, 16).Select(index => (byte)(bits >> (8 * (15 - index))))]);
        Assert.Equal(expected, oracle.MapToIPv6());
        Assert.True(HostAddressParser.TryParse(expected.ToString(), out HostAddress read));
        Assert.Equal(address, read);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "0.0.0.0", true)]
    [InlineData("", "::", true)]
    [InlineData("", "127.0.0.1", true)]
    [InlineData("", "::1", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "::ffff:127.0.0.1", true)]
    [InlineData("0.0.0.0", "::", false)]
    [InlineData("0.0.0.0", "::1", false)]
    [InlineData("::", "::1", true)]
    [InlineData("::", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::1", "0:0::1", true)]
    [InlineData("::1", "::2", false)]
    [InlineData("no address", "0.0.0.0", false)]
    public void Overlaps_where_a_port_would_be_taken(string left, string right, bool expected)
    {
        Assert.Equal(expected, HostAddress.Overlap(left, right));
        Assert.Equal(expected, HostAddress.Overlap(right, left));
    }
}
