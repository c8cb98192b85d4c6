namespace CheckpointTools.Manifest;

/// <summary>A network that config.dump asks for, and what it wants there.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="StaticAddresses"><c>static_ips</c>: addresses the container insists on.</param>
/// <param name="StaticMac"><c>static_mac</c>; empty where any will do.</param>
/// <param name="InterfaceName"><c>interface_name</c> in the container.</param>
/// <param name="Aliases">Names under which other containers find this one there.</param>
public sealed record RequestedNetwork(
    string Name,
    IReadOnlyList<string> StaticAddresses,
    string StaticMac,
    string InterfaceName,
    IReadOnlyList<string> Aliases)
{
    internal static bool InPodman3Form(JsonView config) =>
        config.Has("networks") && !config.Has("newNetworks") && !config.Has("orderedNetworks");

    internal static IReadOnlyList<RequestedNetwork> ReadAll(JsonView config)
    {
        if (config.Has("orderedNetworks"))
            return [.. config.Objects("orderedNetworks").Select(static network => Read(network.Text("name"), network))];
        if (config.Has("newNetworks"))
        {
            JsonView networks = config.Object("newNetworks");
            return [.. networks.Keys.Select(name => Read(name, networks.Object(name)))];
        }

        JsonView aliases = config.Object("network_alises"); // Podman's own spelling
        return [.. config.Texts("networks").Select(name => new RequestedNetwork(name, [], "", "", aliases.Texts(name)))];
    }

    private static RequestedNetwork Read(string name, JsonView options) =>
        new(name, options.Texts("static_ips"), options.Text("static_mac"), options.Text("interface_name"), options.Texts("aliases"));
}
