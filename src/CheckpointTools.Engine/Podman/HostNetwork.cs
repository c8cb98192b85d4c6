namespace CheckpointTools;

/// <summary>A network of a host.</summary>
/// <param name="Name">The name.</param>
/// <param name="Subnets">The subnets, such as <c>10.88.0.0/16</c>.</param>
/// <param name="AddressesInUse">Addresses that containers have there now, without prefix lengths.</param>
public sealed record HostNetwork(string Name, IReadOnlyList<string> Subnets, IReadOnlyList<string> AddressesInUse)
{
    /// <inheritdoc cref="HostNetwork(string, IReadOnlyList{string}, IReadOnlyList{string})" path="/param[@name='Subnets']"/>
    public IReadOnlyList<string> Subnets { get; init => field = Indexable.List(value); } = Indexable.List(Subnets);

    /// <inheritdoc cref="HostNetwork(string, IReadOnlyList{string}, IReadOnlyList{string})" path="/param[@name='AddressesInUse']"/>
    public IReadOnlyList<string> AddressesInUse { get; init => field = Indexable.List(value); } = Indexable.List(AddressesInUse);

    /// <summary>The name, which is what a list of networks shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
