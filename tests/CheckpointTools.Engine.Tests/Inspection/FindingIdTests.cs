using System.Text.RegularExpressions;
using CheckpointTools.Archive;
using CheckpointTools.Inspection.Nested;

namespace CheckpointTools.Tests.Inspection;

/// <summary>docs/findings.md against the sources: no id without a line, and no line without an id.</summary>
public partial class FindingIdTests
{
    // Texts of the same form that are no ids: names of JSON fields, of systemd's properties, and words of other properties.
    private static readonly string[] NoIds =
    [
        "AppArmor", "CollectMode", "CreateCommand", "DefaultDependencies", "KillSignal", "MountLabel", "NotVerified", "ProcessLabel", "RawImageName", "ReadOnly", "ReadWrite", "TimeoutStopUSec",
    ];

    private static readonly string[] Folders = ["Archive", "Criu", "Inspection", "Manifest"];

    // Errors of reading a file, which never become findings.
    private static readonly string[] ErrorFiles = ["ArchiveFile.cs", "ArchiveInspector.cs", "CheckpointToolsException.cs"];

    private static string Root { get; } = FindRoot();

    [Fact]
    public void Every_id_is_documented_and_every_documented_id_is_one()
    {
        HashSet<string> sources = [.. Enum.GetNames<TarOddity>().Where(static name => name is not (nameof(TarOddity.NameNotUtf8) or nameof(TarOddity.SparseRecords))), "Privileged"];
        foreach (string line in Sources().SelectMany(File.ReadLines).Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            sources.UnionWith(Id().Matches(line).Select(static match => match.Groups[1].Value));

        sources.ExceptWith(NoIds);
        Assert.Equal(sources.Order(StringComparer.Ordinal), Documented().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_documented_severity_is_that_of_the_sources()
    {
        Dictionary<string, (string Severity, string Risk)> documented = Documented();
        (string Id, string Severity)[] made =
        [
            .. Sources().Select(File.ReadAllText).SelectMany(static text => Made().Matches(text))
                .Select(static match => (match.Groups["id"].Value, match.Groups["severity"] is { Success: true } severity ? severity.Value : "Error")),
        ];

        Assert.InRange(made.Length, 80, int.MaxValue);
        Assert.All(made, finding => Assert.Equal((finding.Id, finding.Severity), (finding.Id, documented[finding.Id].Severity)));
    }

    [Fact]
    public void The_documented_risk_of_a_nested_member_is_that_of_its_rule()
    {
        Dictionary<string, (string Severity, string Risk)> documented = Documented();

        Assert.All(NestedTarRules.All, rule => Assert.Equal(
            rule.Risk.Length == 0 ? ("Error", "–") : (Finding.Trust(rule.Risk, rule.Id, "").Severity, rule.Risk),
            documented[rule.Id]));
    }

    private static IEnumerable<string> Sources() => Folders
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Root, "src/CheckpointTools.Engine", folder), "*.cs", SearchOption.AllDirectories))
        .Where(static file => !ErrorFiles.Contains(Path.GetFileName(file)));

    private static Dictionary<string, (string Severity, string Risk)> Documented() =>
        File.ReadLines(Path.Combine(Root, "docs/findings.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(static cells => cells[1].Trim('`'), static cells => (cells[2], cells[3]));

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CheckpointTools.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("\"([A-Z][a-z]+(?:[A-Z][a-z0-9]*)+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("(?:Finding\\.(?<severity>Error|Warning|Information)|new (?:ArchiveFormat|CriuImage)Exception)\\(\\s*\"(?<id>\\w+)\"")]
    private static partial Regex Made();
}
