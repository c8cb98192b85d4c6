using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Restore;

public class CreateCommandTests
{
    private const string OldPod = "a9be1672fdadc69f50917d3127ce041152a532b242fe85b3a9034994730afe6f";
    private const string OldInfra = "1abb6ffbe4af5e51720dd1c0c0a8bbbf2389ac8b55ad92b336d761a700cbb680";
    private const string Web = FittingHost.WebId;
    private const string Image = "localhost/bb:latest";

    public static TheoryData<string, string> Commands => new()
    {
        // What the pod was called by: a name becomes the new name, an id the new id.
        { $"podman run --pod pdef {Image}", $"podman run --pod web {Image}" },
        { $"podman run --pod=pdef {Image}", $"podman run --pod=web {Image}" },
        { $"podman run --pod {OldPod} {Image}", $"podman run --pod {Web} {Image}" },
        { $"podman run --pod={OldPod} {Image}", $"podman run --pod={Web} {Image}" },
        { "podman run --pod a9be1672fdad " + Image, $"podman run --pod {Web} {Image}" },
        { "podman run --pod=a9be " + Image, $"podman run --pod={Web} {Image}" },
        { $"podman run --pod new:pdef {Image}", $"podman run --pod web {Image}" },

        // Nothing stays nothing.
        { $"podman run --workdir | --pod | {Image} |", $"podman run --workdir | --pod | {Image} |" },
        { $"podman run --pod= {Image}", $"podman run --pod= {Image}" },

        // An id is one wherever it stands, as in the seed; Podman itself replaces what equals the annotation, which is the infra container's.
        { $"podman run --label {OldPod} {Image} sh {OldPod}", $"podman run --label {Web} {Image} sh {Web}" },
        { $"podman run --label {OldInfra} {Image}", $"podman run --label {Web} {Image}" },

        // The container's own words, other options and other values are none of ours.
        { $"podman run {Image} tool --pod pdef", $"podman run {Image} tool --pod pdef" },
        { $"podman run --name pdef --pod-id-file pdef {Image} pdef", $"podman run --name pdef --pod-id-file pdef {Image} pdef" },
        { $"podman run --label {Image} --pod pdef {Image} sh -c x", $"podman run --label {Image} --pod web {Image} sh -c x" },
        { "podman run --rootfs --pod pdef /root sh", "podman run --rootfs --pod web /root sh" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Words_that_name_the_old_pod_name_the_new_one(string from, string to)
    {
        string[] old = Words(from);
        string[] expected = Words(to);
        int image = Array.LastIndexOf(old, Image);
        CheckpointManifest manifest = Planned.Archive("pod-pdef.tar.zst", config =>
        {
            config["CreateCommand"] = List(old);
            config["command"] = image < 0 ? null : List(old[(image + 1)..]);
        });

        RestorePlan plan = Planned.On(manifest, new() { Pod = "web" });

        Assert.Equal(expected, AfterRestore(plan, old));
        IEnumerable<PlanChange> changed = old.Zip(expected, static (before, after) => (before, after))
            .Select(static (pair, i) => new PlanChange($"config.dump:CreateCommand[{i}]", pair.before, pair.after, "CreateCommand", pair.before == OldInfra ? "Podman" : "CheckpointTools"))
            .Where(static change => change.From != change.To);
        Assert.Equal(changed, plan.Changes.Where(static change => change.Rule == "CreateCommand"));
    }

    // What CRImportCheckpoint then does with the archive that it gets.
    private static IEnumerable<string> AfterRestore(RestorePlan plan, string[] words)
    {
        string sandbox = (plan.RewrittenSpec ?? Planned.Spec(plan.Manifest!))["annotations"]!["io.kubernetes.cri-o.SandboxID"]!.GetValue<string>();
        IEnumerable<string> given = plan.RewrittenConfig?["CreateCommand"] is JsonArray rewritten ? rewritten.Select(static word => word!.GetValue<string>()) : words;
        return given.Select(word => word == sandbox ? plan.PodId : word);
    }

    private static string[] Words(string line) => [.. line.Split(' ').Select(static word => word == "|" ? "" : word)];

    private static JsonArray List(IEnumerable<string> words) => [.. words.Select(static word => (JsonNode)word)];
}
