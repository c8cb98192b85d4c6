using System.Globalization;

namespace CheckpointTools;

/// <summary>
/// One port, or several in a row, of the host that is forwarded into a container: the fields of an element of
/// <c>newPortMappings</c> in Podman's config.dump.
/// </summary>
/// <remarks>
/// It holds what an archive or a host says, sound or not; the rules stand in <see cref="CheckpointTools.Ports"/>, and
/// a mapping that <see cref="Ports.PortMerging.Merge"/> returned keeps them all.
/// </remarks>
public sealed record PortMapping
{
    /// <summary>The host's address that is bound; empty means all of them, IPv4 and IPv6.</summary>
    public string HostIp { get; init; } = "";

    /// <summary>The first port on the host, 1 to 65535; 0 where Podman picks a free one.</summary>
    public int HostPort { get; init; }

    /// <summary>The first port in the container, 1 to 65535.</summary>
    public int ContainerPort { get; init; }

    /// <summary>How many ports, counted up on both sides; 1 is a single port, and 0 is read as 1, as Podman does.</summary>
    public int Range { get; init; } = 1;

    /// <summary>
    /// <c>tcp</c>, <c>udp</c> or <c>sctp</c>; before merging also several of them with commas between, or empty, which
    /// means <c>tcp</c>.
    /// </summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>
    /// The mapping as <c>podman ps</c> shows it, <c>127.0.0.1:8080-8082-&gt;80-82/tcp</c>, but with IPv6 addresses in
    /// brackets, without an address where all are meant, and with <c>*</c> for a host port that Podman is to pick.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string address = HostIp.Contains(':') ? $"[{HostIp}]:" : HostIp.Length > 0 ? $"{HostIp}:" : "";
        string host = HostPort == 0 ? "*" : Span(HostPort);
        return $"{address}{host}->{Span(ContainerPort)}/{Protocol}";
    }

    // In long: an archive may hold any numbers, and showing them must not fail.
    private string Span(int first) => Range > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{first}-{(long)first + Range - 1}")
        : first.ToString(CultureInfo.InvariantCulture);
}
