namespace CheckpointTools.Ports;

/// <summary>Makes the exceptions of the rules about ports, so that each says the same about what to do next.</summary>
internal static class PortErrors
{
    /// <summary>A mapping that cannot be.</summary>
    /// <param name="message">What is wrong with it; Podman's own text where Podman has one.</param>
    /// <returns>The exception, to be thrown.</returns>
    internal static CheckpointToolsException Invalid(string message) => new(
        PortErrorId.InvalidPort,
        message,
        "Write a port as [[hostIP:][hostPort[-end]]:]containerPort[-end][/protocol], for example 127.0.0.1:8080:80/tcp "
        + "or [::1]:8080-8082:80-82/udp; ports go from 1 to 65535, protocols are tcp, udp and sctp.");

    /// <summary>Two mappings that cannot both be.</summary>
    /// <param name="hostPort">The first port of the host that both claim.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="detail">What to add to Podman's text; may be empty.</param>
    /// <returns>The exception, to be thrown.</returns>
    internal static CheckpointToolsException Conflict(int hostPort, string protocol, string detail = "") => new(
        PortErrorId.PortConflict,
        FormattableString.Invariant($"conflicting port mappings for host port {hostPort} (protocol {protocol}){detail}"),
        "Publish each port of the host once for an address and a protocol; a mapping without an address takes the port on all of them.");
}
