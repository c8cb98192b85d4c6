using System.Globalization;
using CheckpointTools.Manifest;
using CheckpointTools.Ports;

namespace CheckpointTools.Restore.Rules;

/// <summary>An address that the restored container insists on.</summary>
/// <param name="Network">The network.</param>
/// <param name="Address">The address, without prefix length.</param>
internal sealed record KeptAddress(string Network, string Address)
{
    /// <summary>
    /// As Podman's <c>restore()</c> has it: under its own name a container keeps the addresses it had, from
    /// network.status; under a new one only those it was created with.
    /// </summary>
    internal static IEnumerable<KeptAddress> Of(RestoreRequest request)
    {
        if (request.Options.IgnoreStaticIPAddress || !request.HasOwnNetwork)
            return [];
        ConfigDump config = request.Config;
        if (NeedsStatus(request) && request.Manifest.Addresses.Count > 0)
        {
            // Only the first interface of each network, as Podman does.
            return request.Manifest.Addresses
                .Where(address => config.Networks.Any(network => network.Name == address.Network))
                .GroupBy(static address => (address.Network, address.Interface))
                .DistinctBy(static group => group.Key.Network)
                .SelectMany(static group => group)
                .Select(static address => new KeptAddress(address.Network, address.Address.Split('/')[0]));
        }
        IEnumerable<KeptAddress> wanted = config.Networks.SelectMany(static network =>
            network.StaticAddresses.Select(address => new KeptAddress(network.Name, address)));
        return config.StaticIp.Length > 0 && config.Networks.Count > 0
            ? wanted.Append(new KeptAddress(config.Networks[0].Name, config.StaticIp)).Distinct()
            : wanted;
    }

    /// <summary>Whether network.status decides. Podman 3's is a list, which later ones cannot read.</summary>
    internal static bool NeedsStatus(RestoreRequest request) =>
        request.Options.Name.Length == 0 && request.Manifest.Layout != ArchiveLayout.Podman3 && request.Config.Networks.Count > 0;

    /// <summary>Why it cannot be had on a host; null where it can, or where the network is not there.</summary>
    internal string? Problem(ContainerHost host)
    {
        if (host.Networks.FirstOrDefault(network => network.Name == Network) is not { } there || !HostAddressParser.TryParse(Address, out HostAddress address))
            return null;
        if (there.AddressesInUse.Any(used => HostAddressParser.TryParse(used, out HostAddress other) && other == address))
            return $"Another container has the address {Address} in the network {Network}.";
        return there.Subnets.Count > 0 && !there.Subnets.Any(subnet => Contains(subnet, address))
            ? $"The address {Address} lies in no subnet of the network {Network} on this host ({string.Join(", ", there.Subnets)})."
            : null;
    }

    private static bool Contains(string subnet, HostAddress address)
    {
        string[] parts = subnet.Split('/');
        if (parts.Length != 2 || !HostAddressParser.TryParse(parts[0], out HostAddress network) || network.IsIPv4 != address.IsIPv4
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix))
        {
            return false;
        }
        int length = network.IsIPv4 ? prefix + 96 : prefix;
        return length is >= 0 and <= 128 && (length == 0 || (network.Bits ^ address.Bits) >> (128 - length) == 0);
    }
}
