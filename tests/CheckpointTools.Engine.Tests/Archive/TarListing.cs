using System.Globalization;
using System.Text.RegularExpressions;

namespace CheckpointTools.Tests.Archive;

/// <summary>A line of <c>tar -tv --numeric-owner --full-time --utc</c>: what GNU tar says of one member.</summary>
internal sealed partial record TarListing(string Mode, string Owner, long Size, DateTimeOffset Modified, string Name)
{
    public static IReadOnlyList<TarListing> Of(byte[] tar) =>
        [.. CommandLine.Lines("tar", ["-tv", "--numeric-owner", "--full-time", "--utc", "--quoting-style=literal", "-f", "-"], tar).Select(Parse)];

    /// <summary>The mode as the module writes it: the permission bits in octal.</summary>
    public string OctalMode => Convert.ToString(
        Enumerable.Range(0, 9).Sum(i => char.ToLowerInvariant(Mode[i + 1]) is '-' or 's' or 't' && !char.IsLower(Mode[i + 1]) ? 0 : 1 << (8 - i)), 8).PadLeft(4, '0');

    private static TarListing Parse(string line)
    {
        Match match = Line().Match(line);
        Assert.True(match.Success, line);
        return new TarListing(
            match.Groups[1].Value,
            match.Groups[2].Value,
            long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture),
            DateTimeOffset.ParseExact(match.Groups[4].Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            match.Groups[5].Value);
    }

    [GeneratedRegex(@"^(\S{10}) (\S+) +(\d+) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? (.*)$")]
    private static partial Regex Line();
}
