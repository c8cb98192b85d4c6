namespace CheckpointTools.Ports;

/// <summary>
/// Picks host ports where none were asked for, as Podman does it, out of candidates that the caller supplies. A
/// restore has no need of it: it leaves host port 0 to Podman, which alone can hold on to the port it picks.
/// </summary>
public static class HostPortAssignment
{
    /// <summary>How many candidates are tried for a mapping before it is given up; Podman's number.</summary>
    public const int MaximumAttempts = 15;

    /// <summary>Gives every mapping a host port.</summary>
    /// <param name="mappings">Mappings out of <see cref="PortMerging.Merge"/>.</param>
    /// <param name="candidateHostPort">
    /// Gives one port of the host that is free, another one at each call; a range starts there. A number that is no
    /// port, or from which the range would go beyond 65535, counts as an attempt.
    /// </param>
    /// <returns>
    /// The same mappings in the same order with a host port each. No port is given twice for addresses that overlap;
    /// Podman looks at the same address only, and never lets a range end at 65535.
    /// </returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidPort</c>: no range was found; with Podman's text.</exception>
    public static IReadOnlyList<PortMapping> Assign(IReadOnlyList<PortMapping> mappings, Func<int> candidateHostPort)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        ArgumentNullException.ThrowIfNull(candidateHostPort);
        List<PortMapping> taken = [.. mappings.Where(mapping => mapping.HostPort != 0)];
        List<PortMapping> assigned = new(mappings.Count);
        foreach (PortMapping mapping in mappings)
        {
            if (mapping.HostPort != 0)
            {
                assigned.Add(mapping);
                continue;
            }
            PortMapping found = Pick(mapping, taken, candidateHostPort);
            taken.Add(found);
            assigned.Add(found);
        }
        return assigned;
    }

    private static PortMapping Pick(PortMapping mapping, List<PortMapping> taken, Func<int> candidateHostPort)
    {
        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            int hostPort = candidateHostPort();
            if (hostPort < 1 || hostPort > PortRange.HighestPort - (mapping.Range - 1))
                continue;
            PortMapping candidate = mapping with { HostPort = hostPort };
            if (!taken.Exists(other => PortOverlap.Find(candidate, other) is not null))
                return candidate;
        }
        string range = mapping.Range > 1 ? FormattableString.Invariant($"with range {mapping.Range} ") : "";
        throw PortErrors.Invalid(FormattableString.Invariant(
            $"failed to find an open port to expose container port {mapping.ContainerPort} {range}on the host"));
    }
}
