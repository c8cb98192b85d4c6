namespace CheckpointTools.Ports;

/// <summary>
/// Brings wanted port mappings into the form in which Podman stores them: checked, one protocol each, and ranges
/// joined where they touch or overlap. The rules are those of <c>generate.ParsePortMapping</c>, without its gaps:
/// every two mappings that claim one host port conflict, at port 65535 as elsewhere, and also where one of their
/// addresses includes the other.
/// </summary>
public static class PortMerging
{
    /// <summary>Merges.</summary>
    /// <param name="mappings">The mappings, in any order, as <see cref="PublishOption.Parse"/> or an archive gives them.</param>
    /// <returns>
    /// The merged mappings, sorted by address, protocol and host port, and behind those of an address and protocol
    /// the ones with host port 0, by container port. Those keep 0, which leaves the picking to Podman;
    /// <see cref="HostPortAssignment.Assign"/> picks.
    /// </returns>
    /// <exception cref="CheckpointToolsException">
    /// <c>InvalidPort</c>: a number, address or protocol cannot be; <c>PortConflict</c>: two mappings claim one host
    /// port. With Podman's text where it has one.
    /// </exception>
    public static IReadOnlyList<PortMapping> Merge(IEnumerable<PortMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        IReadOnlyList<IReadOnlyList<PortMapping>> bindings = [.. mappings
            .SelectMany(Expand)
            .GroupBy(mapping => (mapping.HostIp, mapping.Protocol))
            .OrderBy(group => group.Key.HostIp, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Protocol, StringComparer.Ordinal)
            .Select(group => Join([.. group]))];
        PortConflicts.ThrowIfAddressesCollide(bindings);
        return [.. bindings.SelectMany(binding => binding)];
    }

    // One sound mapping for each protocol.
    private static IEnumerable<PortMapping> Expand(PortMapping mapping)
    {
        IReadOnlyList<string> protocols = PortProtocols.Parse(mapping.Protocol);
        string address = NormalizeAddress(mapping.HostIp);
        int range = mapping.Range == 0 ? 1 : mapping.Range;
        // Podman's numbers are unsigned and cannot be negative; ours come out of JSON that may hold anything.
        if (mapping.ContainerPort < 0 || mapping.HostPort < 0 || range < 0)
            throw PortErrors.Invalid("port numbers cannot be negative");
        if (mapping.ContainerPort == 0)
            throw PortErrors.Invalid("container port number must be non-0");
        if ((long)mapping.ContainerPort + range - 1 > PortRange.HighestPort)
            throw PortErrors.Invalid("container port range exceeds maximum allowable port number");
        if ((long)mapping.HostPort + range - 1 > PortRange.HighestPort)
            throw PortErrors.Invalid("host port range exceeds maximum allowable port number");
        return protocols.Select(protocol => mapping with { HostIp = address, Range = range, Protocol = protocol });
    }

    // Podman groups by the text; one form for each address keeps 127.0.0.1 and ::ffff:127.0.0.1 together.
    private static string NormalizeAddress(string text)
    {
        if (text.Length == 0)
            return "";
        return HostAddressParser.TryParse(text, out HostAddress address)
            ? address.ToString()
            : throw PortErrors.Invalid($"invalid IP address {QuotedText.Of(text)} in port mapping");
    }

    private static List<PortMapping> Join(IReadOnlyList<PortMapping> mappings) =>
    [
        .. JoinFixed(mappings.Where(mapping => mapping.HostPort != 0).OrderBy(mapping => mapping.HostPort).ThenBy(mapping => mapping.ContainerPort)),
        .. JoinUnassigned(mappings.Where(mapping => mapping.HostPort == 0).OrderBy(mapping => mapping.ContainerPort)),
    ];

    // As what has been joined so far is free of conflicts and sorted, only its last range can meet the next mapping.
    private static List<PortMapping> JoinFixed(IEnumerable<PortMapping> sorted)
    {
        List<PortMapping> joined = [];
        foreach (PortMapping next in sorted)
        {
            if (joined.Count == 0 || joined[^1] is var last && next.HostPort > last.HostPort + last.Range)
            {
                joined.Add(next);
                continue;
            }
            int offset = next.HostPort - last.HostPort;
            if (next.ContainerPort - last.ContainerPort == offset)
                joined[^1] = last with { Range = Math.Max(last.Range, offset + next.Range) };
            else if (offset < last.Range)
                throw PortErrors.Conflict(next.HostPort, next.Protocol);
            else
                joined.Add(next);
        }
        return joined;
    }

    // Neighbours stay apart: nothing says that they are to be neighbours on the host too.
    private static List<PortMapping> JoinUnassigned(IEnumerable<PortMapping> sorted)
    {
        List<PortMapping> joined = [];
        foreach (PortMapping next in sorted)
        {
            if (joined.Count > 0 && joined[^1] is var last && next.ContainerPort < last.ContainerPort + last.Range)
                joined[^1] = last with { Range = Math.Max(last.Range, next.ContainerPort - last.ContainerPort + next.Range) };
            else
                joined.Add(next);
        }
        return joined;
    }
}
