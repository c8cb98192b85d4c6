using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Podman reads with Go's libraries. What they read is read here as well, or the archive is refused; there is no third way.</summary>
public class GoDifferenceTests
{
    private static readonly int RealMembers = new CheckpointBuilder().Names.Count();

    // As Go writes them.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Tars { get; } = [.. GoTars.Table.Keys];

    public static TheoryData<string> Json { get; } = [.. GoJson.Table.Keys];

    [Theory]
    [MemberData(nameof(Tars))]
    public void A_tar_is_read_as_Go_reads_it_or_refused(string name)
    {
        (Func<TarBuilder, TarBuilder> add, string go) = GoTars.Table[name];

        CheckpointManifest manifest = Scanned.Fully(add(new CheckpointBuilder().Tar()).End());

        bool refused = manifest.Findings.Any(static finding => finding.Severity == "Error");
        Assert.True(refused || Listing(manifest.Members.Skip(RealMembers)) == go, $"Go reads {go}, this {Listing(manifest.Members.Skip(RealMembers))}");
    }

    [Theory]
    [MemberData(nameof(Json))]
    public void JSON_is_read_as_Go_reads_it_or_refused(string json)
    {
        JsonMember member = JsonMember.Parse("config.dump", Encoding.Latin1.GetBytes(json), ArchiveLimits.Default);
        List<Finding> findings = [.. member.Findings];
        ConfigDump config = ConfigDump.Read(member, findings);

        Assert.True(findings.Count > 0 || Values(config) == Normal(GoJson.Table[json]), $"Go reads {GoJson.Table[json]}, this {Values(config)}");
    }

    // Most rows are about what is refused; were all of them, nothing would be compared.
    [Fact]
    public void Many_rows_are_read()
    {
        Assert.InRange(GoJson.Table.Keys.Count(static json => JsonMember.Parse("config.dump", Encoding.Latin1.GetBytes(json), ArchiveLimits.Default).Findings.Count == 0), 40, int.MaxValue);
        Assert.InRange(GoTars.Table.Values.Count(static row => Scanned.Fully(row.Add(new CheckpointBuilder().Tar()).End()).Verification == "Valid"), 20, int.MaxValue);
    }

    private static string Listing(IEnumerable<ArchiveMember> members) =>
        string.Join(' ', members.Select(static member => string.Create(CultureInfo.InvariantCulture, $"\"{member.Name}\" {Flag(member.Type)} {member.Size} \"{member.LinkTarget}\";")));

    private static char Flag(string type) => type switch
    {
        "File" => '0',
        "HardLink" => '1',
        "SymbolicLink" => '2',
        "CharacterDevice" => '3',
        "BlockDevice" => '4',
        "Directory" => '5',
        _ => '?',
    };

    private static string Values(ConfigDump config) => JsonSerializer.Serialize(
        new object?[]
        {
            config.Id, config.Name, config.Runtime, config.Privileged, config.RestartRetries,
            config.Labels.Count == 0 ? null : config.Labels.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            config.CreateCommand.Count == 0 ? null : config.CreateCommand,
            config.PortMappings.Count == 0 ? null : config.PortMappings.Select(static port => new { host_ip = port.HostIp, container_port = port.ContainerPort, host_port = port.HostPort, range = port.Range, protocol = port.Protocol }),
        },
        Plain);

    // An empty list or map and none are one thing here; the last field but two is never written by Go when it is zero.
    private static string Normal(string go) => go == GoJson.Error ? go : JsonSerializer.Serialize(
        JsonDocument.Parse(go).RootElement.EnumerateArray().Select(static value => IsEmpty(value) ? null : (object)value), Plain);

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
