namespace CheckpointTools;

/// <summary>A network of a host.</summary>
/// <param name="Name">The name.</param>
/// <param name="Subnets">The subnets, such as <c>10.88.0.0/16</c>.</param>
/// <param name="AddressesInUse">Addresses that containers have there now, without prefix lengths.</param>
public sealed record HostNetwork(string Name, IReadOnlyList<string> Subnets, IReadOnlyList<string> AddressesInUse)
{
    /// <summary>The name, which is what a list of networks shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
