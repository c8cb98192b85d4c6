namespace CheckpointTools.Ports;

/// <summary>A port that an image or a container declares open (<c>EXPOSE</c>) without saying where on the host.</summary>
/// <param name="ContainerPort">The port in the container, 1 to 65535.</param>
/// <param name="Protocol">The protocol, or several with commas between; empty means <c>tcp</c>.</param>
public sealed record ExposedPort(int ContainerPort, string Protocol)
{
    /// <summary>
    /// Adds what <c>--publish-all</c> adds: a mapping for each exposed port that no mapping of its protocol covers yet,
    /// on all addresses, with host port 0. As in Podman these stay single, even where they are neighbours.
    /// </summary>
    /// <param name="mappings">Mappings out of <see cref="PortMerging.Merge"/>.</param>
    /// <param name="exposed">The exposed ports, in any order and however often.</param>
    /// <returns>The mappings, and behind them the new ones by port and protocol.</returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidPort</c>: a port or protocol cannot be.</exception>
    public static IReadOnlyList<PortMapping> Publish(IReadOnlyList<PortMapping> mappings, IEnumerable<ExposedPort> exposed)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        ArgumentNullException.ThrowIfNull(exposed);
        return
        [
            .. mappings,
            .. exposed
                .SelectMany(port => port.ToMappings())
                .Distinct()
                .Where(port => !mappings.Any(mapping => Covers(mapping, port)))
                .OrderBy(port => port.ContainerPort)
                .ThenBy(port => port.Protocol, StringComparer.Ordinal),
        ];
    }

    private static bool Covers(PortMapping mapping, PortMapping port) =>
        mapping.Protocol == port.Protocol
        && port.ContainerPort >= mapping.ContainerPort
        && port.ContainerPort - mapping.ContainerPort < mapping.Range;

    private IEnumerable<PortMapping> ToMappings()
    {
        if (ContainerPort == 0)
            throw PortErrors.Invalid("cannot expose 0 as it is not a valid port number");
        return PortMerging.Merge([new PortMapping { ContainerPort = ContainerPort, Protocol = Protocol }]);
    }
}
