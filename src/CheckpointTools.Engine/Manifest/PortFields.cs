namespace CheckpointTools.Manifest;

/// <summary>Reads the port mappings of config.dump.</summary>
internal static class PortFields
{
    /// <summary>Reads an element of <c>newPortMappings</c>, Podman 4 and later.</summary>
    internal static PortMapping Read(JsonView port) => new()
    {
        HostIp = port.Text("host_ip"),
        HostPort = Number(port, "host_port"),
        ContainerPort = Number(port, "container_port"),
        Range = Number(port, "range"),
        Protocol = port.Text("protocol"),
    };

    /// <summary>Reads an element of <c>portMappings</c>, Podman 3.</summary>
    internal static PortMapping ReadOld(JsonView port) => new()
    {
        HostIp = port.Text("hostIP"),
        HostPort = OldNumber(port, "hostPort"),
        ContainerPort = OldNumber(port, "containerPort"),
        Protocol = port.Text("protocol"),
    };

    private static int Number(JsonView port, string key) => (int)port.Integer(key, 0, ushort.MaxValue);

    // Podman 3 has 32 bits for a port. Whether it is one is told by the rules for ports.
    private static int OldNumber(JsonView port, string key) => (int)port.Integer(key, int.MinValue, int.MaxValue);
}
