namespace CheckpointTools.Tests.Ports;

public class PortMappingTests
{
    [Theory]
    [InlineData("127.0.0.1|8080:80x3/tcp", "127.0.0.1:8080-8082->80-82/tcp")]
    [InlineData("8080:80x1/udp", "8080->80/udp")]
    [InlineData("::1|8080:80/sctp", "[::1]:8080->80/sctp")]
    [InlineData("10.0.0.1|0:80x2/tcp", "10.0.0.1:*->80-81/tcp")]
    [InlineData("2147483647:2147483647x2147483647/tcp", "2147483647-4294967293->2147483647-4294967293/tcp")]
    public void Is_shown_as_podman_ps_shows_it(string mapping, string expected) =>
        Assert.Equal(expected, PortNotation.Read(mapping)[0].ToString());
}
