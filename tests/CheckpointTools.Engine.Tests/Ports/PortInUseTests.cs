using CheckpointTools.Ports;

namespace CheckpointTools.Tests.Ports;

public class PortInUseTests
{
    [Theory]
    [InlineData("8080:80x1/tcp", "9090:80x1/tcp", 0)]
    [InlineData("8080:80x1/tcp", "8080:80x1/udp", 0)]
    [InlineData("8080:80x1/tcp", "8080:81x1/tcp", 8080)]
    [InlineData("0:80x1/tcp", "8080:80x1/tcp", 0)]
    [InlineData("8080:80x3/tcp", "8082:1x9/tcp", 8082)]
    [InlineData("8080:80x3/tcp", "8083:1x9/tcp", 0)]
    [InlineData("65530:1x6/tcp", "65535:1x1/tcp", 65535)]
    [InlineData("8080:80x1/tcp", "8080:80", 8080)]
    [InlineData("8080:80x1/udp", "8080:80x1/tcp,UDP", 8080)]
    [InlineData("127.0.0.1|8080:80x1/tcp", "8080:80x1/tcp", 8080)]
    [InlineData("0.0.0.0|8080:80x1/tcp", "127.0.0.1|8080:80x1/tcp", 8080)]
    [InlineData("127.0.0.1|8080:80x1/tcp", "127.0.0.2|8080:80x1/tcp", 0)]
    [InlineData("::|8080:80x1/tcp", "0.0.0.0|8080:80x1/tcp", 0)]
    [InlineData("::1|8080:80x1/tcp", "8080:80x1/tcp", 8080)]
    public void Finds_the_first_port_that_both_claim(string wanted, string published, int expected)
    {
        IReadOnlyList<PortInUse> found = PortInUse.Find(PortNotation.Read(wanted), [new PublishedPort("web", PortNotation.Read(published)[0])]);
        Assert.Equal(expected == 0 ? [] : [expected], found.Select(use => use.HostPort));
    }

    [Fact]
    public void Names_every_container_in_the_way()
    {
        IReadOnlyList<PortMapping> held = PortNotation.Read("0.0.0.0|8079:79x2/tcp 9000:9000x1/tcp ::1|8081:1x1/tcp");
        IReadOnlyList<PortInUse> found = PortInUse.Find(
            PortNotation.Read("8080:80x2/tcp 7000:70x1/tcp"),
            [new PublishedPort("web", held[0]), new PublishedPort("idle", held[1]), new PublishedPort("v6", held[2])]);
        Assert.Equal(
            [
                "host port 8080 (protocol tcp), wanted for 8080-8081->80-81/tcp, is already published by container web (0.0.0.0:8079-8080->79-80/tcp)",
                "host port 8081 (protocol tcp), wanted for 8080-8081->80-81/tcp, is already published by container v6 ([::1]:8081->1/tcp)",
            ],
            found.Select(use => use.Message));
    }
}
