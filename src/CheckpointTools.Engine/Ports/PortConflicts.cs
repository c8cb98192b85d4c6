namespace CheckpointTools.Ports;

/// <summary>
/// Conflicts between mappings of different addresses. Podman compares mappings of the same address only and finds
/// out about the others when it binds their ports, with the container half restored.
/// </summary>
internal static class PortConflicts
{
    /// <summary>Looks for two mappings of one protocol that share a host port while one's address includes the other's.</summary>
    /// <param name="bindings">
    /// The mappings by address and protocol, each list not empty, sorted by host port, without overlaps, and those with
    /// host port 0 last.
    /// </param>
    /// <exception cref="CheckpointToolsException"><c>PortConflict</c>: there are two such.</exception>
    internal static void ThrowIfAddressesCollide(IReadOnlyList<IReadOnlyList<PortMapping>> bindings)
    {
        // Two addresses of which neither includes the other never collide, so that one of each pair is one of the
        // three that include others ("", 0.0.0.0 and ::): an archive with very many addresses costs no more than
        // three passes.
        foreach (IReadOnlyList<PortMapping> wide in bindings.Where(binding => IncludesOthers(binding[0].HostIp)))
        {
            foreach (IReadOnlyList<PortMapping> other in bindings)
            {
                if (other != wide && other[0].Protocol == wide[0].Protocol && HostAddress.Overlap(wide[0].HostIp, other[0].HostIp))
                    ThrowIfRangesMeet(wide, other);
            }
        }
    }

    private static bool IncludesOthers(string hostIp) =>
        hostIp.Length == 0 || (HostAddressParser.TryParse(hostIp, out HostAddress address) && address.IsUnspecified);

    private static void ThrowIfRangesMeet(IReadOnlyList<PortMapping> left, IReadOnlyList<PortMapping> right)
    {
        (int l, int r) = (0, 0);
        while (l < left.Count && r < right.Count && left[l].HostPort != 0 && right[r].HostPort != 0)
        {
            PortMapping one = left[l];
            PortMapping other = right[r];
            if (one.HostPort + one.Range <= other.HostPort)
                l++;
            else if (other.HostPort + other.Range <= one.HostPort)
                r++;
            else
                throw PortErrors.Conflict(Math.Max(one.HostPort, other.HostPort), one.Protocol, $": {one} and {other}");
        }
    }
}
