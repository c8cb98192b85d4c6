using System.Text.Json.Nodes;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>Networks in the form that this host's Podman reads, and the addresses that do not come along.</summary>
/// <remarks>
/// Podman 3 wrote <c>networks</c>, a list of names; 4 and 5 read only <c>newNetworks</c>, a map; 6 writes
/// <c>orderedNetworks</c>, a list, and still reads the map, but 4 and 5 do not read the list. What a Podman does not read, the
/// container is restored without.
/// </remarks>
internal static class NetworkChanges
{
    private const string MapField = "newNetworks";

    internal static void Add(PlanContext context, ChangeList changes)
    {
        RestoreRequest request = context.Request;
        if (request.HasOwnNetwork)
        {
            Convert(context, changes);
            AddLostAddresses(request, changes);
        }
        if (request.HasOwnNetwork || request.JoinsPod)
            AddIgnoredStatics(request, changes);
    }

    private static void Convert(PlanContext context, ChangeList changes)
    {
        ConfigDump config = context.Request.Config;
        if (config.Source.Root is not JsonObject source || config.Networks.Count == 0 || context.PodmanVersion is { Major: < 4 })
            return;
        string names = string.Join(", ", config.Networks.Select(static network => network.Name));
        if (JsonFields.Get(source, "orderedNetworks") is JsonArray ordered)
        {
            if (context.PodmanVersion is { Major: < 6 } && JsonFields.Get(source, MapField) is null)
                changes.InConfig(MapField, "", names, "NetworksConverted", root => JsonFields.Set(root, MapField, FromList(ordered)));
        }
        else if (JsonFields.Get(source, MapField) is null)
        {
            changes.InConfig(MapField, "", names, "NetworksConverted", root => JsonFields.Set(root, MapField, FromNames(config)));
        }
    }

    private static JsonObject FromList(JsonArray ordered)
    {
        JsonObject map = [];
        foreach (JsonObject network in ordered.OfType<JsonObject>().Select(static network => (JsonObject)network.DeepClone()))
        {
            string name = JsonFields.Get(network, "name")?.ToString() ?? "";
            JsonFields.Remove(network, "name");
            map[name] = network;
        }
        return map;
    }

    private static JsonObject FromNames(ConfigDump config)
    {
        JsonObject map = [];
        for (int i = 0; i < config.Networks.Count; i++)
        {
            JsonObject options = new() { ["interface_name"] = FormattableString.Invariant($"eth{i}") };
            if (config.Networks[i].Aliases.Count > 0)
                options["aliases"] = new JsonArray([.. config.Networks[i].Aliases.Select(static alias => (JsonNode)alias)]);
            // Podman 3 allowed static ones in a single network only.
            if (i == 0 && config.StaticIp.Length > 0)
                options["static_ips"] = new JsonArray(config.StaticIp);
            if (i == 0 && config.StaticMac.Length > 0)
                options["static_mac"] = config.StaticMac;
            map[config.Networks[i].Name] = options;
        }
        return map;
    }

    // restore(): under a new name, or from a network.status that it cannot read, a container gets new addresses.
    private static void AddLostAddresses(RestoreRequest request, ChangeList changes)
    {
        bool isNew = request.Options.Name.Length > 0;
        bool unreadable = request.Manifest.Layout == ArchiveLayout.Podman3;
        string rule = isNew ? IdentityChanges.Rule : unreadable ? "AddressNotKept" : "StaticIPAddressIgnored";
        HashSet<string> wanted = request.Options.IgnoreStaticIPAddress
            ? []
            : [.. request.Config.Networks.SelectMany(static network => network.StaticAddresses), request.Config.StaticIp];
        if (!isNew && !unreadable && !request.Options.IgnoreStaticIPAddress)
            return;
        foreach (NetworkAddress address in request.Manifest.Addresses)
        {
            string text = address.Address.Split('/')[0];
            if (!wanted.Contains(text))
                changes.ByPodman("network.status:" + address.Network, text, "", rule);
        }
    }

    private static void AddIgnoredStatics(RestoreRequest request, ChangeList changes)
    {
        foreach (RequestedNetwork network in request.Config.Networks)
        {
            // A container that joins a pod's network has no address of its own; Podman clears both.
            if (request.JoinsNetwork || request.Options.IgnoreStaticIPAddress)
                changes.ByPodman($"config.dump:{MapField}.{network.Name}.static_ips", string.Join(", ", network.StaticAddresses), "", request.JoinsNetwork ? PodChanges.Rule : "StaticIPAddressIgnored");
            if (request.JoinsNetwork || request.Options.IgnoreStaticMacAddress)
                changes.ByPodman($"config.dump:{MapField}.{network.Name}.static_mac", network.StaticMac, "", request.JoinsNetwork ? PodChanges.Rule : "StaticMacAddressIgnored");
        }
    }
}
