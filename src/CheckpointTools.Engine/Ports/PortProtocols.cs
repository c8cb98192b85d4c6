namespace CheckpointTools.Ports;

/// <summary>The protocols of a port mapping, which Podman lets stand in one text with commas between.</summary>
internal static class PortProtocols
{
    /// <summary>
    /// Brings a list of protocols into one form, whatever they are: lower case, each once, and <c>tcp</c> for an empty
    /// item.
    /// </summary>
    /// <param name="text">The list; empty means <c>tcp</c>.</param>
    /// <returns>The protocols in the order in which they came, at least one.</returns>
    internal static IReadOnlyList<string> Fold(string text) => [.. text
        .Split(',')
        .Select(protocol => protocol.Length == 0 ? "tcp" : protocol.ToLowerInvariant())
        .Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a list of protocols.</summary>
    /// <param name="text">The list; empty means <c>tcp</c>.</param>
    /// <returns>The protocols in the order in which they came, at least one.</returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidPort</c>: one of them is not known; with Podman's text.</exception>
    internal static IReadOnlyList<string> Parse(string text)
    {
        IReadOnlyList<string> protocols = Fold(text);
        string? unknown = protocols.FirstOrDefault(protocol => protocol is not ("tcp" or "udp" or "sctp"));
        return unknown is null
            ? protocols
            : throw PortErrors.Invalid($"unrecognized protocol {QuotedText.Of(unknown)} in port mapping");
    }
}
