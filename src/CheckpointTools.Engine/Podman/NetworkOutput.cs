using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what podman prints of networks.</summary>
internal static class NetworkOutput
{
    /// <summary>Reads <c>podman network ls --format json</c>.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The networks' names.</returns>
    internal static IReadOnlyList<string> Names(string text) => PodmanJson.List("podman network ls", text, static network => network.Text("name"));

    /// <summary>Reads <c>podman network inspect</c> of several networks.</summary>
    /// <param name="text">The output; before Podman 5 it does not tell of containers.</param>
    /// <returns>The networks.</returns>
    internal static IReadOnlyList<HostNetwork> Networks(string text) => PodmanJson.List("podman network inspect", text, static network =>
    {
        JsonView containers = network.Object("containers");
        return new HostNetwork(
            network.Text("name"),
            [.. network.Objects("subnets").Select(static subnet => subnet.Text("subnet"))],
            [.. containers.Keys.SelectMany(id => Addresses(containers.Object(id)))]);
    });

    private static IEnumerable<string> Addresses(JsonView container)
    {
        JsonView interfaces = container.Object("interfaces");
        return interfaces.Keys
            .SelectMany(name => interfaces.Object(name).Objects("subnets"))
            .Select(static subnet => subnet.Text("ipnet").Split('/')[0]);
    }
}
