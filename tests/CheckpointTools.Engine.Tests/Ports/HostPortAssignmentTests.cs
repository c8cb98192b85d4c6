using CheckpointTools.Ports;

namespace CheckpointTools.Tests.Ports;

public class HostPortAssignmentTests
{
    // podman-import.md §5: the cases with random host ports and exposed ports, through every step that Podman makes.
    [Theory]
    [InlineData("random one", "0:80/tcp", "", "0:80x1/tcp")]
    [InlineData("random two protos", "0:80/tcp,udp", "", "0:80x1/tcp 0:80x1/udp")]
    [InlineData("same twice", "0:80/tcp 0:80/tcp", "", "0:80x1/tcp")]
    [InlineData("neighbours", "0:80/tcp 0:81/tcp", "", "0:80x1/tcp 0:81x1/tcp")]
    [InlineData("overlap random", "0:80x2/tcp 0:81/tcp", "", "0:80x2/tcp")]
    [InlineData("four overlap random", "0:80x3/tcp 0:81/tcp 0:82x10/tcp 0:90x5/tcp", "", "0:80x15/tcp")]
    [InlineData("expose only", "", "8080/tcp", "0:8080x1/tcp")]
    [InlineData("expose already mapped", "0:8080/tcp", "8080/tcp", "0:8080x1/tcp")]
    [InlineData("expose other proto", "0:8080/tcp", "8080/udp", "0:8080x1/tcp 0:8080x1/udp")]
    [InlineData("expose inside and beside a range", "9000:80x3/tcp", "83/tcp 82/tcp 79/tcp", "9000:80x3/tcp 0:79x1/tcp 0:83x1/tcp")]
    [InlineData("mixed", "0:80 8080:8080", "", "8080:8080x1/tcp 0:80x1/tcp")]
    [InlineData("mixed, inverted", "8080:8080 0:80", "", "8080:8080x1/tcp 0:80x1/tcp")]
    [InlineData("three random + fixed, inverted", "0:80 0:85 0:90 8080:8080", "", "8080:8080x1/tcp 0:80x1/tcp 0:85x1/tcp 0:90x1/tcp")]
    [InlineData("three random + fixed", "8080:8080 0:90 0:85 0:80", "", "8080:8080x1/tcp 0:80x1/tcp 0:85x1/tcp 0:90x1/tcp")]
    public void Leaves_host_port_0_to_Podman_or_assigns_one(string name, string mappings, string exposed, string expected)
    {
        Assert.NotEmpty(name);
        int next = 40000;
        IReadOnlyList<PortMapping> published = ExposedPort.Publish(
            PortMerging.Merge(PortNotation.Read(mappings)),
            exposed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadExposed));
        Assert.Equal(PortNotation.Read(expected), published);
        IReadOnlyList<PortMapping> assigned = HostPortAssignment.Assign(published, () => next += 20);
        Assert.All(assigned, mapping => Assert.True(mapping.HostPort > 0));
        Assert.Equal(PortNotation.Read(expected), assigned.Select(mapping => mapping.HostPort > 40000 ? mapping with { HostPort = 0 } : mapping));
    }

    [Theory]
    [InlineData("0:1x65535", "failed to find an open port to expose container port 1 with range 65535 on the host", 15)]
    [InlineData("0:80 0:1000x64535", "failed to find an open port to expose container port 1000 with range 64535 on the host", 16)]
    [InlineData("40000:1x1000 0:80", "failed to find an open port to expose container port 80 on the host", 15)]
    public void Gives_up_after_fifteen_attempts(string mappings, string message, int expectedCalls)
    {
        int calls = 0;
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(
            () => HostPortAssignment.Assign(PortMerging.Merge(PortNotation.Read(mappings)), () => 40000 + calls++));
        Assert.Equal((PortErrorId.InvalidPort, message, expectedCalls), (exception.ErrorId, exception.Message, calls));
    }

    [Theory]
    [InlineData("8080:1 0:80", new[] { 8080, 8081 }, "8080:1x1/tcp 8081:80x1/tcp")]
    [InlineData("8082:1 0:80x3", new[] { 8080, 8083 }, "8082:1x1/tcp 8083:80x3/tcp")]
    [InlineData("0:80 0:90", new[] { 8080, 8080, 8081 }, "8080:80x1/tcp 8081:90x1/tcp")]
    [InlineData("0:80 127.0.0.1|8080:1", new[] { 8080, 8081 }, "8081:80x1/tcp 127.0.0.1|8080:1x1/tcp")]
    [InlineData("8080:1/udp 0:80", new[] { 8080 }, "8080:80x1/tcp 8080:1x1/udp")]
    [InlineData("0:80", new[] { 0, -1, 65536, 8080 }, "8080:80x1/tcp")]
    [InlineData("0:80x2", new[] { 65535, 65534 }, "65534:80x2/tcp")]
    public void Takes_the_first_candidate_that_fits(string mappings, int[] candidates, string expected)
    {
        Queue<int> source = new(candidates);
        Assert.Equal(PortNotation.Read(expected), HostPortAssignment.Assign(PortMerging.Merge(PortNotation.Read(mappings)), source.Dequeue));
        Assert.Empty(source);
    }

    [Theory]
    [InlineData("0/tcp", "cannot expose 0 as it is not a valid port number")]
    [InlineData("80/x", "unrecognized protocol \"x\" in port mapping")]
    public void Refuses_to_expose_what_cannot_be(string exposed, string message)
    {
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(() => ExposedPort.Publish([], [ReadExposed(exposed)]));
        Assert.Equal((PortErrorId.InvalidPort, message), (exception.ErrorId, exception.Message));
    }

    private static ExposedPort ReadExposed(string text) =>
        new(int.Parse(text.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture), text.Split('/')[1]);
}
