using System.Text.Json.Nodes;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Archives in another order, under other names and of other engines.</summary>
public class LayoutTests
{
    private static readonly byte[] Inventory = RealArchive.Open("plain-none.tar").Content("checkpoint/inventory.img");

    [Fact]
    public void Names_with_a_leading_dot_mean_the_same()
    {
        byte[] plain = new CheckpointBuilder().Tar().End();
        byte[] dotted = new CheckpointBuilder().Rename(static name => "./" + name).Tar().End();

        AssertSame(Scanned.Fully(plain), Scanned.Fully(dotted), static manifest => manifest with { Members = [], CheckpointedSource = "" });
    }

    [Theory]
    [InlineData("spec.dump last")]
    [InlineData("config.dump last")]
    [InlineData("backwards")]
    public void The_order_of_members_means_nothing(string order)
    {
        Func<string, object> key = order switch
        {
            "backwards" => name => -name.Sum(static c => c),
            _ => name => name == order.Split(' ')[0] ? 1 : 0,
        };
        byte[] archive = new CheckpointBuilder().OrderBy(key).Tar().End();

        AssertSame(Scanned.Fully(new CheckpointBuilder().Tar().End()), Scanned.Fully(archive), static manifest => manifest with { Members = [], CheckpointedSource = "" });
        Assert.Equal("Valid", Scanned.Fully(archive).Verification);
        Assert.Equal(Scanned.Fully(archive).Name, Scanned.Listed(archive).Name);
    }

    [Fact]
    public void An_archive_of_CRI_O_is_recognised()
    {
        // The order and the annotations are those of CRI-O's writer.
        byte[] archive = new TarBuilder()
            .Add("stats-dump", RealArchive.Open("plain-none.tar").Content("stats-dump"))
            .Add("dump.log")
            .Add("checkpoint/", type: '5')
            .AddImagesOf(RealArchive.Open("plain-none.tar"))
            .Add("config.dump", Json(KubernetesConfig))
            .Add("spec.dump", Json("""
                {"process":{"args":["sleep","9"]},"annotations":{"io.container.manager":"cri-o","io.kubernetes.cri-o.Metadata":"{}",
                 "io.kubernetes.container.name":"sleeper","io.kubernetes.cri-o.SandboxID":"5a4d","io.kubernetes.pod.name":"web"}}
                """))
            .Add("bind.mounts", Json("[]"))
            .Add("io.kubernetes.cri-o.LogPath")
            .End();

        CheckpointManifest manifest = Scanned.Fully(archive);

        AssertKubernetes(manifest);
        Assert.Equal(("CRI-O", "CRI-O", "5a4d", "k8s_sleeper_web"), (manifest.Engine, manifest.Layout, manifest.Pod, manifest.Name));
    }

    [Theory]
    [InlineData("""{"io.kubernetes.cri.container-name":"sleeper","io.kubernetes.cri.sandbox-name":"web"}""")]
    [InlineData("{}")]
    public void An_archive_of_containerd_is_recognised(string annotations)
    {
        byte[] changes = CommandLine.Run("gzip", ["-c"], new TarBuilder().Add("x", [1]).End());
        byte[] archive = new TarBuilder()
            .Add("checkpoint/", type: '5')
            .AddImagesOf(RealArchive.Open("plain-none.tar"))
            .Add("config.dump", Json(KubernetesConfig))
            .Add("container.log")
            .Add("dump.log")
            .Add("rootfs-diff.tar", changes)
            .Add("spec.dump", Json($$$"""{"process":{"args":["sleep","9"]},"annotations":{{{annotations}}}}"""))
            .Add("status", Json("{}"))
            .Add("status.dump", Json("{}"))
            .End();

        CheckpointManifest manifest = Scanned.Fully(archive);

        AssertKubernetes(manifest);
        Assert.Equal(("containerd", "containerd"), (manifest.Engine, manifest.Layout));
        Assert.Equal(changes.Length, manifest.RootFileSystemChangeSize);
    }

    [Theory]
    [InlineData("pod.options")]
    [InlineData("pod.dump")]
    public void An_archive_of_a_pod_is_recognised_and_not_looked_into(string member)
    {
        byte[] archive = new TarBuilder().Add(member, Json("{}")).Add("artifacts/web.tar", [1, 2, 3]).End();

        CheckpointManifest manifest = Scanned.Fully(archive);

        Assert.Equal(("pod", "Valid"), (manifest.Layout, manifest.Verification));
        Assert.Equal("PodArchive", Assert.Single(manifest.Findings).Id);
        Assert.Equal("pod", Scanned.Listed(archive).Layout);
    }

    [Fact]
    public void A_pre_checkpoint_is_recognised()
    {
        byte[] archive = new CheckpointBuilder().Rename(static name => name.StartsWith("checkpoint/", StringComparison.Ordinal) ? "pre-" + name : name).Tar().End();

        CheckpointManifest manifest = Scanned.Fully(archive);

        Assert.True(manifest.IsPreCheckpoint);
        Assert.False(manifest.IsIncremental);
        Assert.Equal("Valid", manifest.Verification);
        Assert.Equal(Scanned.Fully(RealArchive.Open("plain-none.tar").Tar).MemorySize, manifest.MemorySize);
        Assert.True(Scanned.Listed(archive).IsPreCheckpoint);
    }

    [Theory]
    [InlineData("../pre-checkpoint", "Valid")]
    [InlineData("../pre-checkpoint/", "Valid")]
    [InlineData("../../etc", "Invalid")]
    [InlineData("/pre-checkpoint", "Invalid")]
    public void An_incremental_checkpoint_is_recognised_by_its_one_link(string target, string verification)
    {
        byte[] archive = new CheckpointBuilder().Tar().Add("checkpoint/parent", type: '2', link: target).End();

        CheckpointManifest manifest = Scanned.Fully(archive);

        Assert.True(manifest.IsIncremental);
        Assert.Equal(verification, manifest.Verification);
        Assert.Null(Scanned.Listed(archive).IsIncremental);
    }

    [Fact]
    public void An_inventory_elsewhere_does_not_stand_for_the_one_that_is_missing() => Assert.Contains(
        Scanned.Fully(new CheckpointBuilder().Without("checkpoint/inventory.img").With("checkpoint/x/inventory.img", Inventory).Tar().End()).Findings,
        static finding => finding.Id == "InventoryMissing");

    private const string KubernetesConfig = """
        {"id":"beefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeefbeef","name":"k8s_sleeper_web","rootfsImage":"registry.example/sleep:1","rootfsImageRef":"1f2e","rootfsImageName":"registry.example/sleep:1",
         "runtime":"runc","createdTime":"2026-01-02T03:04:05.5+02:00","checkpointedTime":"2026-01-02T04:00:00Z","restored":false}
        """;

    private static void AssertKubernetes(CheckpointManifest manifest)
    {
        Assert.Equal("Valid", manifest.Verification);
        Assert.Equal((string.Concat(Enumerable.Repeat("beef", 16)), "registry.example/sleep:1", "1f2e", "runc"), (manifest.Id, manifest.Image, manifest.ImageId, manifest.Runtime));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 1, 4, 5, 500, TimeSpan.Zero), manifest.Created);
        Assert.Equal((new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero), "config.dump:$.checkpointedTime"), (manifest.Checkpointed, manifest.CheckpointedSource));
        Assert.Equal(["sleep", "9"], manifest.Command);
    }

    private static void AssertSame(CheckpointManifest expected, CheckpointManifest actual, Func<CheckpointManifest, CheckpointManifest> simplify) =>
        Assert.Equal(ManifestText.Of(simplify(expected)), ManifestText.Of(simplify(actual)));

    private static byte[] Json(string text) => System.Text.Encoding.UTF8.GetBytes(JsonNode.Parse(text)!.ToJsonString());
}
