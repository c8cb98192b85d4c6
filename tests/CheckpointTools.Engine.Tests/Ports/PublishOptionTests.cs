using CheckpointTools.Ports;

namespace CheckpointTools.Tests.Ports;

/// <summary>The parser's conformance table, podman-import.md §5, and the corners of Go that it stands on.</summary>
public class PublishOptionTests
{
    [Theory]
    [InlineData("80", "0:80x1/tcp")]
    [InlineData("80-82", "0:80x3/tcp")]
    [InlineData("8090:8090", "8090:8090x1/tcp")]
    [InlineData("80-81", "0:80x2/tcp")]
    [InlineData("8180-8181", "0:8180x2/tcp")]
    [InlineData("8280-8282:8280-8282", "8280:8280x3/tcp")]
    [InlineData("8380:80", "8380:80x1/tcp")]
    [InlineData("8480:80/TCP", "8480:80x1/tcp")]
    [InlineData("80/udp", "0:80x1/udp")]
    [InlineData("127.0.0.1:8580:80", "127.0.0.1|8580:80x1/tcp")]
    [InlineData("127.0.0.1:8680:80/udp", "127.0.0.1|8680:80x1/udp")]
    [InlineData("[::1]:8780:80/udp", "::1|8780:80x1/udp")]
    [InlineData("[::1]:8880:80/tcp", "::1|8880:80x1/tcp")]
    [InlineData("127.0.0.1::8980/udp", "127.0.0.1|0:8980x1/udp")]
    [InlineData(":8181", "0:8181x1/tcp")]
    [InlineData("4444:8080", "4444:8080x1/tcp")]
    [InlineData("5555:8080", "5555:8080x1/tcp")]
    [InlineData("0.0.0.0:9280:80", "0.0.0.0|9280:80x1/tcp")]
    [InlineData("80/sctp", "0:80x1/sctp")]
    [InlineData("81/sctp", "0:81x1/sctp")]
    [InlineData("[::1]::80", "::1|0:80x1/tcp")]
    [InlineData("[0:0::1]:8080:80", "::1|8080:80x1/tcp")]
    [InlineData("[::ffff:10.0.0.1]:8080:80", "10.0.0.1|8080:80x1/tcp")]
    [InlineData("[10.0.0.1]:8080:80", "10.0.0.1|8080:80x1/tcp")]
    [InlineData("8080:80/UDP,tcp,udp", "8080:80x1/udp,tcp")]
    [InlineData("8080:80/udp,", "8080:80x1/udp,tcp")]
    [InlineData("8080:80/x", "8080:80x1/x")]
    [InlineData("+8080:0080", "8080:80x1/tcp")]
    [InlineData("1-65535:1-65535", "1:1x65535/tcp")]
    public void Reads(string value, string expected) =>
        Assert.Equal(PortNotation.Read(expected)[0], PublishOption.Parse(value));

    [Theory]
    [InlineData("1/2/3", "invalid port format - protocol can only be specified once")]
    [InlineData("::1]:8080:80", "invalid port format - IPv6 addresses must be enclosed by []")]
    [InlineData("[::1]8080:80", "invalid port format - IPv6 address must be followed by a colon (':')")]
    [InlineData("[::1]:80", "invalid port format - must provide host and destination port if specifying an IP")]
    [InlineData("[::1]:1:2:3", "invalid port format - when v6 address specified, must be [ipv6]:hostPort:ctrPort")]
    [InlineData("[a]:[b]:1", "invalid port format - at most one IPv6 address can be specified in a --publish")]
    [InlineData("1:2:3:4", "invalid port format - format is [[hostIP:]hostPort:]containerPort")]
    [InlineData("8080:", "must provide a non-empty container port to publish")]
    [InlineData("", "must provide a non-empty container port to publish")]
    [InlineData("80/", "must provide a non-empty protocol to publish")]
    [InlineData(":8080:80", "must provide a non-empty container host IP to publish")]
    [InlineData("[]:8080:80", "must provide a non-empty container host IP to publish")]
    [InlineData("blah:8080:80", "cannot parse \"blah\" as an IP address")]
    [InlineData("8080-8081:80", "host and container port ranges have different lengths: 2 vs 1")]
    [InlineData("0", "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 0")]
    [InlineData("0:80", "parsing host port: port numbers must be between 1 and 65535 (inclusive), got 0")]
    [InlineData("66666", "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 66666")]
    [InlineData("66666:80", "parsing host port: port numbers must be between 1 and 65535 (inclusive), got 66666")]
    [InlineData("80-66666", "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 66666")]
    [InlineData("-1", "parsing container port: port numbers cannot be negative")]
    [InlineData("-1:80", "parsing host port: port numbers cannot be negative")]
    [InlineData("80-", "parsing container port: must provide ending number for port range")]
    [InlineData("100-99", "parsing container port: the end port of a range must be higher than the start port - 99 is not higher than 100")]
    [InlineData("80-80", "parsing container port: the end port of a range must be higher than the start port - 80 is not higher than 80")]
    [InlineData("1-2-3", "parsing container port: invalid port format - port ranges are formatted as startPort-stopPort")]
    [InlineData("abc", "parsing container port: invalid port number: strconv.Atoi: parsing \"abc\": invalid syntax")]
    public void Refuses(string value, string message) => AssertRefused(value, message);

    // Go's strconv.Atoi and strconv.Quote.
    [Theory]
    [InlineData("+", "\"+\": invalid syntax")]
    [InlineData("++80", "\"++80\": invalid syntax")]
    [InlineData(" 80", "\" 80\": invalid syntax")]
    [InlineData("8_0", "\"8_0\": invalid syntax")]
    [InlineData("0x50", "\"0x50\": invalid syntax")]
    [InlineData("80\0", "\"80\\x00\": invalid syntax")]
    [InlineData("\u0668\u0660", "\"\u0668\u0660\": invalid syntax")]
    [InlineData("\"\\\u001b\u007f\a\b\f\n\r\t\v", "\"\\\"\\\\\\x1b\\x7f\\a\\b\\f\\n\\r\\t\\v\": invalid syntax")]
    [InlineData("\u00a0\u202e\U000e0001\u00e4", "\"\\u00a0\\u202e\\U000e0001\u00e4\": invalid syntax")]
    [InlineData("9223372036854775808", "\"9223372036854775808\": value out of range")]
    [InlineData("18446744073709551615x", "\"18446744073709551615x\": invalid syntax")]
    [InlineData("18446744073709551616x", "\"18446744073709551616x\": value out of range")]
    public void Reads_numbers_as_Go_does(string value, string message) =>
        AssertRefused(value, "parsing container port: invalid port number: strconv.Atoi: parsing " + message);

    private static void AssertRefused(string value, string message)
    {
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(() => PublishOption.Parse(value));
        Assert.Equal((PortErrorId.InvalidPort, message), (exception.ErrorId, exception.Message));
    }
}
