using CheckpointTools.Ports;

namespace CheckpointTools.Tests.Ports;

public class OcicniPortMappingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("8080:80/tcp", "8080:80x1/tcp")]
    [InlineData("8082:82/tcp 8080:80/tcp 8081:81/tcp", "8080:80x3/tcp")]
    [InlineData("8080:80/tcp 8081:82/tcp", "8080:80x1/tcp 8081:82x1/tcp")]
    [InlineData("8080:80/tcp 8082:82/tcp", "8080:80x1/tcp 8082:82x1/tcp")]
    [InlineData("8080:80/udp 8081:81/tcp", "8081:81x1/tcp 8080:80x1/udp")]
    [InlineData("::1|8080:80/tcp 127.0.0.1|8081:81/tcp 8082:82/tcp", "8082:82x1/tcp 127.0.0.1|8081:81x1/tcp ::1|8080:80x1/tcp")]
    [InlineData("8080:80/tcp 8080:80/tcp 8081:81/tcp", "8080:80x1/tcp 8080:80x2/tcp")]
    [InlineData("8080:81/tcp 8080:80/tcp", "8080:80x1/tcp 8080:81x1/tcp")]
    [InlineData("0:80/tcp 1:81/tcp", "0:80x1/tcp 1:81x1/tcp")]
    [InlineData("65534:65534/tcp 65535:65535/tcp", "65534:65534x2/tcp")]
    public void Becomes_ranges(string old, string expected) =>
        Assert.Equal(PortNotation.Read(expected), OcicniPortMapping.ToPortMappings(Read(old)));

    [Theory]
    [InlineData("65536:80/tcp", "host port numbers must be between 0 and 65535 (inclusive), got 65536")]
    [InlineData("-1:80/tcp", "host port numbers must be between 0 and 65535 (inclusive), got -1")]
    [InlineData("8080:0/tcp", "container port numbers must be between 1 and 65535 (inclusive), got 0")]
    [InlineData("8080:65616/tcp", "container port numbers must be between 1 and 65535 (inclusive), got 65616")]
    public void Is_refused_where_Podman_would_cut_off_bits(string old, string message)
    {
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(() => OcicniPortMapping.ToPortMappings(Read(old)));
        Assert.Equal((PortErrorId.InvalidPort, message), (exception.ErrorId, exception.Message));
    }

    private static IEnumerable<OcicniPortMapping> Read(string text) => PortNotation.Read(text)
        .Select(port => new OcicniPortMapping(port.HostPort, port.ContainerPort, port.Protocol, port.HostIp));
}
