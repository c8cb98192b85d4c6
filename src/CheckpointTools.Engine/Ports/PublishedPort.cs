namespace CheckpointTools.Ports;

/// <summary>A port mapping that a running container holds on the host.</summary>
/// <param name="ContainerName">The container's name, or its id where it has none.</param>
/// <param name="Mapping">
/// The mapping as <c>podman ps --format json</c> lists it. (<c>podman inspect</c> says <c>0.0.0.0</c> where the
/// mapping has no address, which hides that it takes the port on IPv6 as well.)
/// </param>
public sealed record PublishedPort(string ContainerName, PortMapping Mapping);
