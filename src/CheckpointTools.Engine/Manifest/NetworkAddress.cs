namespace CheckpointTools;

/// <summary>An address that the container had when it was checkpointed, from the archive's <c>network.status</c>.</summary>
/// <param name="Network">The network's name; empty where Podman 3 did not say.</param>
/// <param name="Interface">The interface in the container, such as <c>eth0</c>.</param>
/// <param name="Address">The address with its prefix length, such as <c>10.88.0.2/16</c>.</param>
/// <param name="Gateway">The gateway; empty where there is none.</param>
/// <param name="MacAddress">The interface's hardware address.</param>
public sealed record NetworkAddress(string Network, string Interface, string Address, string Gateway, string MacAddress)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Network}:{Address}";
}
