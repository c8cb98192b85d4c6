using System.Globalization;

namespace CheckpointTools.Ports;

/// <summary>
/// A port mapping as Podman up to version 3 stored it, an element of <c>portMappings</c> in config.dump: one record for
/// each single port. Podman 6 no longer reads it.
/// </summary>
/// <param name="HostPort">The port on the host, 1 to 65535; 0 where none is set.</param>
/// <param name="ContainerPort">The port in the container, 1 to 65535.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="HostIp">The host's address; empty means all.</param>
public sealed record OcicniPortMapping(int HostPort, int ContainerPort, string Protocol, string HostIp)
{
    /// <summary>
    /// Turns mappings of the old form into the new one, joining rows of ports, as Podman 4 and 5 do when they load a
    /// container of Podman 3 (<c>ocicniPortsToNetTypesPorts</c>).
    /// </summary>
    /// <param name="ports">The old mappings, in any order.</param>
    /// <returns>
    /// The new ones, sorted by address, protocol, host port and container port; address and protocol as they were. Mappings
    /// that overlap or repeat each other stay as they are, for <see cref="PortMerging.Merge"/> to judge. Unlike in
    /// Podman, host port 0 begins no row: it stands for no port.
    /// </returns>
    /// <exception cref="CheckpointToolsException">
    /// <c>InvalidPort</c>: a number is no port. Podman would silently take its lowest 16 bits.
    /// </exception>
    public static IReadOnlyList<PortMapping> ToPortMappings(IEnumerable<OcicniPortMapping> ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        List<PortMapping> joined = [];
        IEnumerable<OcicniPortMapping> sorted = ports
            .OrderBy(port => port.HostIp, StringComparer.Ordinal)
            .ThenBy(port => port.Protocol, StringComparer.Ordinal)
            .ThenBy(port => port.HostPort)
            .ThenBy(port => port.ContainerPort);
        foreach (OcicniPortMapping port in sorted)
        {
            PortMapping next = port.ToPortMapping();
            if (joined.Count > 0 && Continues(joined[^1], next))
                joined[^1] = joined[^1] with { Range = joined[^1].Range + 1 };
            else
                joined.Add(next);
        }
        return joined;
    }

    private static bool Continues(PortMapping row, PortMapping next) =>
        row.HostPort != 0
        && row.HostIp == next.HostIp
        && row.Protocol == next.Protocol
        && row.HostPort + row.Range == next.HostPort
        && row.ContainerPort + row.Range == next.ContainerPort;

    private PortMapping ToPortMapping()
    {
        ThrowIfNoPort("host", HostPort, 0);
        ThrowIfNoPort("container", ContainerPort, 1);
        return new PortMapping { HostIp = HostIp, HostPort = HostPort, ContainerPort = ContainerPort, Protocol = Protocol };
    }

    private static void ThrowIfNoPort(string side, int port, int lowest)
    {
        if (port < lowest || port > PortRange.HighestPort)
            throw PortErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"{side} port numbers must be between {lowest} and 65535 (inclusive), got {port}"));
    }
}
