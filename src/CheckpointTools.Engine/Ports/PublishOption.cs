using System.Globalization;

namespace CheckpointTools.Ports;

/// <summary>
/// The values of Podman's option <c>--publish</c>:
/// <c>[[hostIP:][hostPort[-end]]:]containerPort[-end][/protocol[,protocol…]]</c>, an IPv6 address in brackets and then
/// both ports. The rules and the messages are those of <c>specgenutil.CreatePortBindings</c>.
/// </summary>
public static class PublishOption
{
    /// <summary>Reads one value.</summary>
    /// <param name="value">
    /// The value, any text. Unlike Podman's command line, which splits an option at every comma before it parses the
    /// parts, a list of protocols arrives whole here, as it does at Podman's REST interface.
    /// </param>
    /// <returns>
    /// The mapping: its address in Go's form, host port 0 where none was given, its protocols in lower case and each
    /// once. Whether the protocols are known is for <see cref="PortMerging.Merge"/> to say, as in Podman.
    /// <c>0.0.0.0</c> stays what it is, as in Podman 6; Podman 3 to 5 store it as empty.
    /// </returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidPort</c>: it is not in the grammar; with Podman's text.</exception>
    public static PortMapping Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string[] slashed = value.Split('/');
        if (slashed.Length > 2)
            throw PortErrors.Invalid("invalid port format - protocol can only be specified once");
        string? protocol = slashed.Length == 2 ? slashed[1] : null;

        (string? bracketed, string remainder) = SplitBrackets(slashed[0]);
        string[] parts = remainder.Split(':');
        return parts.Length switch
        {
            1 when bracketed is not null => throw PortErrors.Invalid("invalid port format - must provide host and destination port if specifying an IP"),
            1 => Build(null, null, parts[0], protocol),
            2 => Build(bracketed, parts[0], parts[1], protocol),
            3 when bracketed is not null => throw PortErrors.Invalid("invalid port format - when v6 address specified, must be [ipv6]:hostPort:ctrPort"),
            3 => Build(parts[0], parts[1], parts[2], protocol),
            _ => throw PortErrors.Invalid("invalid port format - format is [[hostIP:]hostPort:]containerPort"),
        };
    }

    /// <summary>
    /// Writes a mapping as a value that Podman's command line reads back as the same mapping, so that it can be given
    /// exactly what was checked.
    /// </summary>
    /// <param name="mapping">A mapping out of <see cref="PortMerging.Merge"/>: sound, and of one protocol.</param>
    /// <returns>The value, without a comma.</returns>
    public static string Format(PortMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        string address = mapping.HostIp.Contains(':') ? $"[{mapping.HostIp}]" : mapping.HostIp;
        string host = mapping.HostPort == 0 ? "" : FormatRange(mapping.HostPort, mapping.Range);
        string prefix = (address, host) switch
        {
            ("", "") => "",
            ("", _) => $"{host}:",
            _ => $"{address}:{host}:",
        };
        return $"{prefix}{FormatRange(mapping.ContainerPort, mapping.Range)}/{mapping.Protocol}";
    }

    private static string FormatRange(int start, int length) => length > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{start}-{start + length - 1}")
        : start.ToString(CultureInfo.InvariantCulture);

    private static (string? Bracketed, string Remainder) SplitBrackets(string text)
    {
        string[] parts = text.Split(']');
        if (parts.Length == 1)
            return (null, text);
        if (parts.Length > 2)
            throw PortErrors.Invalid("invalid port format - at most one IPv6 address can be specified in a --publish");
        if (!parts[0].StartsWith('['))
            throw PortErrors.Invalid("invalid port format - IPv6 addresses must be enclosed by []");
        if (!parts[1].StartsWith(':'))
            throw PortErrors.Invalid("invalid port format - IPv6 address must be followed by a colon (':')");
        return (parts[0][1..], parts[1][1..]);
    }

    // Null is a part that is not there, empty one that is there without text; the order of the checks is Podman's and
    // decides which of several mistakes is named.
    private static PortMapping Build(string? hostIp, string? hostPort, string containerPort, string? protocol)
    {
        if (containerPort.Length == 0)
            throw PortErrors.Invalid("must provide a non-empty container port to publish");
        PortRange container = PortRange.Parse(containerPort, "parsing container port: ");
        if (protocol is "")
            throw PortErrors.Invalid("must provide a non-empty protocol to publish");
        string address = hostIp is null ? "" : NormalizeAddress(hostIp);
        return new PortMapping
        {
            HostIp = address,
            HostPort = string.IsNullOrEmpty(hostPort) ? 0 : ParseHostPort(hostPort, container.Length),
            ContainerPort = container.Start,
            Range = container.Length,
            Protocol = string.Join(',', PortProtocols.Fold(protocol ?? "")),
        };
    }

    // An IPv4 address in brackets passes: Podman does not look at the family either.
    private static string NormalizeAddress(string text)
    {
        if (text.Length == 0)
            throw PortErrors.Invalid("must provide a non-empty container host IP to publish");
        return HostAddressParser.TryParse(text, out HostAddress address)
            ? address.ToString()
            : throw PortErrors.Invalid($"cannot parse {QuotedText.Of(text)} as an IP address");
    }

    private static int ParseHostPort(string text, int length)
    {
        PortRange host = PortRange.Parse(text, "parsing host port: ");
        return host.Length == length
            ? host.Start
            : throw PortErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"host and container port ranges have different lengths: {host.Length} vs {length}"));
    }
}
