using CheckpointTools.Ports;

namespace CheckpointTools.Tests.Ports;

/// <summary>
/// The mapping layer's conformance table, podman-import.md §5, in the notation of <see cref="PortNotation"/>. The order of
/// the results is ours: by address, protocol, host port; Podman's is not fixed. The cases with random host ports are those of
/// <see cref="HostPortAssignmentTests"/>.
/// </summary>
public class PortMergingTests
{
    [Theory]
    [InlineData("no ports", "", "")]
    [InlineData("one tcp", "8080:80/tcp", "8080:80x1/tcp")]
    [InlineData("no proto", "8080:80", "8080:80x1/tcp")]
    [InlineData("udp", "8080:80/udp", "8080:80x1/udp")]
    [InlineData("sctp", "8080:80/sctp", "8080:80x1/sctp")]
    [InlineData("two protocols", "8080:80/tcp,udp", "8080:80x1/tcp 8080:80x1/udp")]
    [InlineData("three protocols", "8080:80/tcp,udp,sctp", "8080:80x1/sctp 8080:80x1/tcp 8080:80x1/udp")]
    [InlineData("range 1", "8080:80x1/tcp", "8080:80x1/tcp")]
    [InlineData("range 5", "8080:80x5/tcp", "8080:80x5/tcp")]
    [InlineData("two joined", "8080:80/tcp 8081:81/tcp", "8080:80x2/tcp")]
    [InlineData("joined with range", "8080:80x2/tcp 8081:81/tcp", "8080:80x2/tcp")]
    [InlineData("no overlap", "8080:80x10/tcp 9090:9090/tcp", "8080:80x10/tcp 9090:9090x1/tcp")]
    [InlineData("4 ports, 2 overlaps", "8080:80x10/tcp 8085:85x10/tcp 100:5/tcp 101:6/tcp", "100:5x2/tcp 8080:80x15/tcp")]
    [InlineData("two overlapping", "8080:80x10/tcp 8085:85x2/tcp", "8080:80x10/tcp")]
    [InlineData("four overlapping", "8080:80x10/tcp 8085:85x2/tcp 8090:90x7/tcp 8095:95/tcp", "8080:80x17/tcp")]
    [InlineData("one covers five", "8080:80x20 8085:85x2 8090:90 8095:95 8096:96", "8080:80x20/tcp")]
    [InlineData("different IP", "192.168.1.1|8080:80/tcp 192.168.2.1|8080:80/tcp", "192.168.1.1|8080:80x1/tcp 192.168.2.1|8080:80x1/tcp")]
    public void Gives_what_Podman_gives(string name, string mappings, string expected) => AssertMerges(name, mappings, expected);

    [Theory]
    [InlineData("the last port is no special case", "65534:80 65535:81", "65534:80x2/tcp")]
    [InlineData("ranges that end at the last port", "1:1x65535 65535:65535", "1:1x65535/tcp")]
    [InlineData("touching with another offset", "8080:80x2 8082:60", "8080:80x2/tcp 8082:60x1/tcp")]
    [InlineData("one container port on many host ports", "4444:8080 5555:8080", "4444:8080x1/tcp 5555:8080x1/tcp")]
    [InlineData("an address in two forms", "::ffff:10.0.0.1|8080:80 10.0.0.1|8081:81", "10.0.0.1|8080:80x2/tcp")]
    [InlineData("IPv4 and IPv6 wildcards", "0.0.0.0|8080:80 ::|8080:80 ", "0.0.0.0|8080:80x1/tcp ::|8080:80x1/tcp")]
    [InlineData("wildcard and specific, other protocol", "8080:80/udp 127.0.0.1|8080:80", "8080:80x1/udp 127.0.0.1|8080:80x1/tcp")]
    [InlineData("wildcard and specific, both unassigned", "0:80 127.0.0.1|0:80", "0:80x1/tcp 127.0.0.1|0:80x1/tcp")]
    [InlineData("protocols folded", "8080:80/TCP,,tcp", "8080:80x1/tcp")]
    public void Gives_what_Podman_should_give(string name, string mappings, string expected) => AssertMerges(name, mappings, expected);

    [Theory]
    [InlineData("8080:0/tcp", "container port number must be non-0")]
    [InlineData("8080:65000x10000/tcp", "container port range exceeds maximum allowable port number")]
    [InlineData("60000:1x10000/tcp", "host port range exceeds maximum allowable port number")]
    [InlineData("8080:80/1", "unrecognized protocol \"1\" in port mapping")]
    [InlineData("8080:80/udp,u", "unrecognized protocol \"u\" in port mapping")]
    [InlineData("blah|8080:80", "invalid IP address \"blah\" in port mapping")]
    [InlineData("8080:65536", "container port range exceeds maximum allowable port number")]
    [InlineData("65536:80", "host port range exceeds maximum allowable port number")]
    [InlineData("2147483647:1x2147483647", "container port range exceeds maximum allowable port number")]
    [InlineData("8080:-1", "port numbers cannot be negative")]
    [InlineData("-1:80", "port numbers cannot be negative")]
    [InlineData("8080:80x-1", "port numbers cannot be negative")]
    public void Refuses_what_cannot_be(string mappings, string message) => AssertRefused(mappings, PortErrorId.InvalidPort, message);

    [Theory]
    [InlineData("8080:80x5 8081:60", "conflicting port mappings for host port 8081 (protocol tcp)")]
    // Podman accepts all that follow.
    [InlineData("8080:80 8080:81", "conflicting port mappings for host port 8080 (protocol tcp)")]
    [InlineData("8080:80x2 8081:60", "conflicting port mappings for host port 8081 (protocol tcp)")]
    [InlineData("65535:80 65535:81", "conflicting port mappings for host port 65535 (protocol tcp)")]
    [InlineData("65530:80x6/udp 65533:1/udp", "conflicting port mappings for host port 65533 (protocol udp)")]
    [InlineData("127.0.0.1|8080:81 8078:78x3", "conflicting port mappings for host port 8080 (protocol tcp): 8078-8080->78-80/tcp and 127.0.0.1:8080->81/tcp")]
    [InlineData("8080:80 127.0.0.1|8080:80", "conflicting port mappings for host port 8080 (protocol tcp): 8080->80/tcp and 127.0.0.1:8080->80/tcp")]
    [InlineData("8080:80 ::1|8080:80", "conflicting port mappings for host port 8080 (protocol tcp): 8080->80/tcp and [::1]:8080->80/tcp")]
    [InlineData("8080:80 0.0.0.0|8080:80", "conflicting port mappings for host port 8080 (protocol tcp): 8080->80/tcp and 0.0.0.0:8080->80/tcp")]
    [InlineData("0.0.0.0|100:1 0.0.0.0|8080:80 10.0.0.1|90:1 10.0.0.1|8079:1x2", "conflicting port mappings for host port 8080 (protocol tcp): 0.0.0.0:8080->80/tcp and 10.0.0.1:8079-8080->1-2/tcp")]
    [InlineData("::|65535:80 fe80::1|65535:80", "conflicting port mappings for host port 65535 (protocol tcp): [::]:65535->80/tcp and [fe80::1]:65535->80/tcp")]
    public void Refuses_two_claims_on_one_host_port(string mappings, string message) => AssertRefused(mappings, PortErrorId.PortConflict, message);

    private static void AssertMerges(string name, string mappings, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(PortNotation.Read(expected), PortMerging.Merge(PortNotation.Read(mappings)));
    }

    private static void AssertRefused(string mappings, string errorId, string message)
    {
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(() => PortMerging.Merge(PortNotation.Read(mappings)));
        Assert.Equal((errorId, message), (exception.ErrorId, exception.Message));
    }
}
