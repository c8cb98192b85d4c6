namespace CheckpointTools.Ports;

/// <summary>A port of the host that two mappings both claim.</summary>
/// <param name="HostPort">The first such port.</param>
/// <param name="Protocol">The first protocol that both have.</param>
internal readonly record struct PortOverlap(int HostPort, string Protocol)
{
    /// <summary>Compares two mappings, sound or not.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>What they share; null where nothing, which is so where either leaves its host port to Podman.</returns>
    internal static PortOverlap? Find(PortMapping left, PortMapping right)
    {
        if (left.HostPort == 0 || right.HostPort == 0)
            return null;
        int first = Math.Max(left.HostPort, right.HostPort);
        if (first >= Math.Min(After(left), After(right)) || !HostAddress.Overlap(left.HostIp, right.HostIp))
            return null;
        string? protocol = PortProtocols.Fold(left.Protocol).Intersect(PortProtocols.Fold(right.Protocol), StringComparer.Ordinal).FirstOrDefault();
        return protocol is null ? null : new PortOverlap(first, protocol);
    }

    private static long After(PortMapping mapping) => (long)mapping.HostPort + Math.Max(1, mapping.Range);
}
