using System.Text.Json.Nodes;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>Networks in the form that this host's Podman reads, and the addresses that do not come along.</summary>
/// <remarks>
/// Podman 3 wrote <c>networks</c>, a list of names; 4 and 5 read only <c>newNetworks</c>, a map; 6 writes
/// <c>orderedNetworks</c>, a list, and still reads the map, but 4 and 5 do not read the list. What a Podman does not read, the
/// container is restored without (tried on 5.4.2: it has the loopback interface alone).
/// </remarks>
internal static class NetworkChanges
{
    private const string MapField = "newNetworks";
    private const string ListField = "orderedNetworks";
    private const string AddressIgnored = "StaticIPAddressIgnored";
    private const string MacIgnored = "StaticMacAddressIgnored";

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
        if (JsonFields.Get(source, ListField) is JsonArray ordered)
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

    // restore(): under a new name, or from a network.status that it cannot read, a container gets new addresses, but for
    // those that it was created with.
    private static void AddLostAddresses(RestoreRequest request, ChangeList changes)
    {
        ConfigDump config = request.Config;
        string? anew = request.Options.Name.Length > 0 ? IdentityChanges.Rule
            : request.Manifest.Layout == ArchiveLayout.Podman3 ? "AddressNotKept" : null;
        string? address = request.Options.IgnoreStaticIPAddress ? AddressIgnored : anew;
        string? mac = request.Options.IgnoreStaticMacAddress ? MacIgnored : anew;
        foreach (NetworkAddress had in request.Manifest.Addresses)
        {
            RequestedNetwork? wanted = config.Networks.FirstOrDefault(network => network.Name == had.Network);
            string ip = had.Address.Split('/')[0];
            if (address is not null && (address == AddressIgnored || (wanted?.StaticAddresses.Contains(ip) != true && config.StaticIp != ip)))
                changes.ByPodman($"network.status:{had.Network}.address", ip, "", address);
            if (mac is not null && (mac == MacIgnored || wanted?.StaticMac != had.MacAddress))
                changes.ByPodman($"network.status:{had.Network}.mac_address", had.MacAddress, "", mac);
        }
    }

    private static void AddIgnoredStatics(RestoreRequest request, ChangeList changes)
    {
        ConfigDump config = request.Config;
        bool address = request.JoinsNetwork || request.Options.IgnoreStaticIPAddress;
        bool mac = request.JoinsNetwork || request.Options.IgnoreStaticMacAddress;
        string addressRule = request.JoinsNetwork ? PodChanges.Rule : AddressIgnored;
        string macRule = request.JoinsNetwork ? PodChanges.Rule : MacIgnored;
        string field = config.Source.Root is JsonObject root && JsonFields.Get(root, ListField) is not null ? ListField : MapField;
        foreach (RequestedNetwork network in config.Networks)
        {
            if (address)
                changes.ByPodman($"config.dump:{field}.{network.Name}.static_ips", string.Join(", ", network.StaticAddresses), "", addressRule);
            if (mac)
                changes.ByPodman($"config.dump:{field}.{network.Name}.static_mac", network.StaticMac, "", macRule);
        }
        if (address)
            changes.ByPodman("config.dump:staticIP", config.StaticIp, "", addressRule);
        if (mac)
            changes.ByPodman("config.dump:staticMAC", config.StaticMac, "", macRule);
    }
}
