namespace CheckpointTools.Ports;

/// <summary>A wanted mapping whose host port a running container has taken: what the rule <c>PortInUse</c> finds.</summary>
/// <param name="HostPort">The first port that both claim.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Wanted">The wanted mapping.</param>
/// <param name="Published">The mapping in its way, and whose it is.</param>
public sealed record PortInUse(int HostPort, string Protocol, PortMapping Wanted, PublishedPort Published)
{
    /// <summary>What it means, in a sentence.</summary>
    public string Message => FormattableString.Invariant(
        $"host port {HostPort} (protocol {Protocol}), wanted for {Wanted}, is already published by container {Published.ContainerName} ({Published.Mapping})");

    /// <summary>
    /// Compares wanted mappings with those of running containers. Two of them meet where they share a protocol and a host
    /// port and their addresses overlap: no address overlaps with every one, <c>0.0.0.0</c> with every IPv4 one, and
    /// <c>::</c> with every IPv6 one.
    /// </summary>
    /// <param name="wanted">The wanted mappings; those with host port 0 are never in the way.</param>
    /// <param name="published">What the running containers hold, without the one that is to be replaced.</param>
    /// <returns>One for each wanted mapping and container's mapping that meet, in the order of the two lists.</returns>
    public static IReadOnlyList<PortInUse> Find(IEnumerable<PortMapping> wanted, IReadOnlyCollection<PublishedPort> published)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(published);
        return
        [
            .. from mapping in wanted
               from taken in published
               let overlap = PortOverlap.Find(mapping, taken.Mapping)
               where overlap is not null
               select new PortInUse(overlap.Value.HostPort, overlap.Value.Protocol, mapping, taken),
        ];
    }
}
