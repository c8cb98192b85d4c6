using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what podman prints of containers and volumes.</summary>
internal static class ContainerOutput
{
    /// <summary>Reads <c>podman ps --all --format json</c>.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The containers.</returns>
    internal static IReadOnlyList<HostContainer> Containers(string text) => PodmanJson.List("podman ps", text, static container => new HostContainer
    {
        Id = container.Text("Id"),
        Name = container.Texts("Names").FirstOrDefault(""),
        State = container.Text("State"),
        Pod = container.Text("Pod"),
        IsInfra = container.Boolean("IsInfra"),
        Ports = [.. Ports(container)],
    });

    /// <summary>Reads <c>podman volume ls --format json</c>.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The volumes' names.</returns>
    internal static IReadOnlyList<string> Volumes(string text) => PodmanJson.List("podman volume ls", text, static volume => volume.Text("Name"));

    // Podman lists them in another order each time.
    private static IEnumerable<PortMapping> Ports(JsonView container) => container.Objects("Ports")
        .Select(Port)
        .OrderBy(static port => port.HostPort)
        .ThenBy(static port => port.Protocol, StringComparer.Ordinal)
        .ThenBy(static port => port.HostIp, StringComparer.Ordinal);

    private static PortMapping Port(JsonView port) => new()
    {
        HostIp = port.Text("host_ip"),
        HostPort = Number(port, "host_port"),
        ContainerPort = Number(port, "container_port"),
        Range = Math.Max(1, Number(port, "range")),
        Protocol = port.Text("protocol"),
    };

    private static int Number(JsonView port, string key) => (int)Math.Clamp(port.Integer(key), 0, ushort.MaxValue);
}
