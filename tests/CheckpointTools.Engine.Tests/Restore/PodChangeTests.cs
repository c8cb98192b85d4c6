using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Restore;

/// <summary>What binds a container to a pod; the expected values are CRImportCheckpoint's, or what it forgets.</summary>
public class PodChangeTests
{
    private const string Us = "CheckpointTools";
    private const string Podman = "Podman";
    private const string OldPod = "a9be1672fdadc69f50917d3127ce041152a532b242fe85b3a9034994730afe6f";
    private const string OldInfra = "1abb6ffbe4af5e51720dd1c0c0a8bbbf2389ac8b55ad92b336d761a700cbb680";
    private const string PodFixture = "pod-pdef.tar.zst";

    [Fact]
    public void A_container_is_bound_to_its_new_pod()
    {
        RestorePlan plan = Planned.On(Planned.Archive(PodFixture), new() { Pod = FittingHost.WebId[..8] });

        PlanChange[] expected =
        [
            new("config.dump:pod", OldPod, FittingHost.WebId, "PodRebinding", Podman),
            new("config.dump:ipcNsCtr", OldInfra, FittingHost.WebInfraId, "PodRebinding", Podman),
            new("config.dump:netNsCtr", OldInfra, FittingHost.WebInfraId, "PodRebinding", Podman),
            new("config.dump:utsNsCtr", OldInfra, FittingHost.WebInfraId, "PodRebinding", Podman),
            new("spec.dump:annotations.io.kubernetes.cri-o.SandboxID", OldInfra, FittingHost.WebId, "PodRebinding", Podman),
            new("config.dump:CreateCommand[6]", "pdef", "web", "CreateCommand", Us),
            new("config.dump:cgroupParent", "/libpod_parent/" + OldPod, "/libpod_parent/" + FittingHost.WebId, "CgroupParent", Podman),
        ];
        Assert.Equal(expected, plan.Changes);
        Assert.Equal(("web", FittingHost.WebId), (plan.Pod, plan.PodId));
        Assert.Equal(["ipc", "net", "uts"], plan.NamespaceContainers.Keys.Order());
        Assert.All(plan.NamespaceContainers.Values, static id => Assert.Equal(FittingHost.WebInfraId, id));
        Assert.Equal(["CreateCommand"], plan.Rewritten());
        Assert.Null(plan.RewrittenSpec);
    }

    [Fact]
    public void A_pod_of_the_same_name_needs_no_rewriting()
    {
        RestorePlan plan = Planned.On(Planned.Archive(PodFixture), new() { Pod = "pdef" }, static host => host with
        {
            Pods = [FittingHost.Pod("pdef", FittingHost.WebId, FittingHost.WebInfraId, "ipc", "net", "uts")],
        });

        Assert.All(plan.Changes, static change => Assert.Equal(Podman, change.By));
        Assert.False(plan.RewritesArchive);
    }

    [Fact]
    public void Labels_become_those_of_the_infra_container_and_it_is_started()
    {
        RestorePlan plan = Planned.On(
            Planned.Archive(PodFixture, config => config["ProcessLabel"] = "system_u:system_r:container_t:s0:c1,c2"),
            new() { Pod = "web" },
            static host => host with
            {
                Pods = [host.Pods[0] with { InfraProcessLabel = "p", InfraMountLabel = "m" }],
                Containers = [host.Containers[0] with { State = "created" }],
            });

        Assert.Contains(new PlanChange("config.dump:ProcessLabel", "system_u:system_r:container_t:s0:c1,c2", "p", "PodLabels", Podman), plan.Changes);
        Assert.Contains(new PlanChange("config.dump:MountLabel", "", "m", "PodLabels", Podman), plan.Changes);
        Assert.Contains(new PlanChange("host:container web-infra", "created", "running", "InfraContainerStart", Podman), plan.Changes);
    }

    [Fact]
    public void The_namespaces_that_Podman_forgets_are_bound_by_rewriting()
    {
        RestorePlan plan = Planned.On(
            Planned.Archive(PodFixture, config =>
            {
                config["userNsCtr"] = OldInfra;
                config["mountNsCtr"] = OldInfra;
            }),
            new() { Pod = "all" });

        string infra = new('a', 64);
        Assert.Contains(new PlanChange("config.dump:userNsCtr", OldInfra, infra, "PodRebinding", Us), plan.Changes);
        Assert.Contains(new PlanChange("config.dump:mountNsCtr", OldInfra, infra, "PodRebinding", Us), plan.Changes);
        Assert.Equal(["CreateCommand", "mountNsCtr", "userNsCtr"], plan.Rewritten());
        Assert.Equal((infra, infra), (plan.Text("userNsCtr"), plan.Text("mountNsCtr")));
    }

    // Podman 5.4.2 panics without the map, and without the annotation puts the pod's id in place of each empty word of CreateCommand.
    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"a":"b"}""")]
    [InlineData("""{"io.kubernetes.cri-o.SandboxID":""}""")]
    public void The_annotation_that_Podman_expects_is_put_there(string? annotations)
    {
        CheckpointManifest manifest = Planned.Archive(
            PodFixture,
            config => config["CreateCommand"] = new JsonArray("podman", "run", "--workdir", "", "--pod", "web", "localhost/bb:latest"),
            spec =>
            {
                spec.Remove("annotations");
                if (annotations is not null)
                    spec["annotations"] = JsonNode.Parse(annotations);
            });

        RestorePlan plan = Planned.On(manifest, new() { Pod = "web" });

        Assert.Contains(new PlanChange("spec.dump:annotations.io.kubernetes.cri-o.SandboxID", "", FittingHost.WebId, "PodRebinding", Us), plan.Changes);
        Assert.DoesNotContain(plan.Changes, static change => change.Field.Contains("CreateCommand", StringComparison.Ordinal));
        JsonObject expected = (JsonObject)Planned.Spec(manifest).DeepClone();
        JsonObject map = expected["annotations"] as JsonObject ?? [];
        map["io.kubernetes.cri-o.SandboxID"] = FittingHost.WebId;
        expected["annotations"] = map.DeepClone();
        Assert.True(JsonNode.DeepEquals(expected, plan.RewrittenSpec));
    }
}
