using System.Text.Json.Nodes;
using CheckpointTools.Archive;
using CheckpointTools.Inspection.Trust;
using CheckpointTools.Manifest;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection.Trust;

/// <summary>config.dump and spec.dump of a real container, about which nothing is found, with something changed.</summary>
internal static class TrustedContainer
{
    /// <summary>The id of the container.</summary>
    public const string Id = "3d6aef79368699de687e6563d33fe0452dbccefe6e3f574dcc22ce94edf5ec2a";

    public static IReadOnlyList<Finding> Judge(Action<JsonObject, JsonObject> edit, string? securityModule = null)
    {
        RealArchive archive = RealArchive.Open("plain-none.tar");
        JsonObject config = Parse(archive, "config.dump");
        JsonObject spec = Parse(archive, "spec.dump");
        edit(config, spec);
        var wrong = new List<Finding>();
        var subject = new TrustSubject(ConfigDump.Read(Member("config.dump", config), wrong), SpecDump.Read(Member("spec.dump", spec), wrong)) { SecurityModule = securityModule };
        Assert.Empty(wrong);
        return TrustRules.Check(subject);
    }

    public static IReadOnlyList<Finding> JudgeConfig(string field, string json) => Judge((config, _) => config[field] = JsonNode.Parse(json));

    /// <summary>Judges with one more element in a list of spec.dump.</summary>
    public static IReadOnlyList<Finding> JudgeMount(string json) => Judge((_, spec) => spec["mounts"]!.AsArray().Add(JsonNode.Parse(json)));

    private static JsonObject Parse(RealArchive archive, string name) => (JsonObject)JsonNode.Parse(archive.Content(name))!;

    private static JsonMember Member(string name, JsonObject json) => JsonMember.Parse(name, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), ArchiveLimits.Default);
}
