using System.Globalization;
using System.Text.RegularExpressions;

namespace CheckpointTools.Tests.Ports;

/// <summary>
/// The notation of the conformance tables: mappings with spaces between, each
/// <c>[address|]host:container[xRange][/protocol[,protocol]]</c>. What is left out is left out of the mapping too:
/// range 0, no protocol.
/// </summary>
internal static partial class PortNotation
{
    internal static IReadOnlyList<PortMapping> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    private static PortMapping ReadOne(string text)
    {
        Match match = Mapping().Match(text);
        Assert.True(match.Success, $"'{text}' is not in the tables' notation");
        return new PortMapping
        {
            HostIp = match.Groups["ip"].Value,
            HostPort = Number("host"),
            ContainerPort = Number("container"),
            Range = Number("range"),
            Protocol = match.Groups["protocol"].Value,
        };

        int Number(string group) => match.Groups[group].Length == 0 ? 0 : int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^((?<ip>[^|]+)\|)?(?<host>-?\d+):(?<container>-?\d+)(x(?<range>-?\d+))?(/(?<protocol>.*))?$")]
    private static partial Regex Mapping();
}
