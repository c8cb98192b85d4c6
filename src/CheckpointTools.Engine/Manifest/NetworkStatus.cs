using System.Text.Json.Nodes;

namespace CheckpointTools.Manifest;

/// <summary><c>network.status</c>: a map of networks in Podman 4 and later, a list of CNI results in Podman 3, <c>null</c> for a container without networks.</summary>
internal static class NetworkStatus
{
    /// <summary>Reads the addresses.</summary>
    /// <param name="source">The member.</param>
    /// <param name="names">The networks of config.dump, whose order is that of Podman 3's list, which has no names.</param>
    /// <param name="findings">Takes a finding for each field of a wrong type.</param>
    /// <returns>The addresses, in the archive's order.</returns>
    internal static IReadOnlyList<NetworkAddress> Read(JsonMember source, IReadOnlyList<RequestedNetwork> names, List<Finding> findings)
    {
        if (source.Root is not JsonArray results)
            return [.. ReadMap(JsonView.Of(source, findings))];

        // Wrapped so that one view serves both forms.
        JsonMember wrapped = source.Wrap("results", results);
        IReadOnlyList<JsonView> views = JsonView.Of(wrapped, findings).Objects("results");
        return [.. views.SelectMany((result, i) => ReadCni(result, i < names.Count ? names[i].Name : ""))];
    }

    private static IEnumerable<NetworkAddress> ReadMap(JsonView networks)
    {
        foreach (string network in networks.Keys)
        {
            JsonView interfaces = networks.Object(network).Object("interfaces");
            foreach (string name in interfaces.Keys)
            {
                JsonView one = interfaces.Object(name);
                string mac = one.Text("mac_address");
                foreach (JsonView subnet in one.Objects("subnets"))
                    yield return new NetworkAddress(network, name, subnet.Text("ipnet"), subnet.Text("gateway"), mac);
            }
        }
    }

    private static IEnumerable<NetworkAddress> ReadCni(JsonView result, string network)
    {
        IReadOnlyList<JsonView> interfaces = result.Objects("interfaces");
        foreach (JsonView ip in result.Objects("ips"))
        {
            long index = ip.Integer("interface");
            JsonView? one = index >= 0 && index < interfaces.Count ? interfaces[(int)index] : null;
            yield return new NetworkAddress(network, one?.Text("name") ?? "", ip.Text("address"), ip.Text("gateway"), one?.Text("mac") ?? "");
        }
    }
}
