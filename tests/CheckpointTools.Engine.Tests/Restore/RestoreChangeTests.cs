using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Restore;

/// <summary>
/// What a plan says will change, and what it writes itself. The expected values are what Podman 5.4.2 did with the same archives on
/// a real host, and what its source (CRImportCheckpoint, RestoreContainer, setupContainer, restore) says.
/// </summary>
public class RestoreChangeTests
{
    private const string Us = "CheckpointTools";
    private const string Podman = "Podman";
    private const string OldPod = "a9be1672fdadc69f50917d3127ce041152a532b242fe85b3a9034994730afe6f";
    private const string OldInfra = "1abb6ffbe4af5e51720dd1c0c0a8bbbf2389ac8b55ad92b336d761a700cbb680";
    private const string PodFixture = "pod-pdef.tar.zst";

    [Fact]
    public void Nothing_changes_for_a_container_that_comes_back_to_a_host_like_its_own()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar"));

        Assert.Empty(plan.Changes);
        Assert.False(plan.RewritesArchive);
        Assert.Null(plan.RewrittenConfig);
        Assert.Null(plan.RewrittenSpec);
        Assert.Equal(("plain", RuleTables.PlainId, "localhost/bb:latest", FittingHost.ImageId), (plan.Name, plan.Id, plan.Image, plan.ImageId));
    }

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
        Assert.Equal(["CreateCommand"], Rewritten(plan));
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
        Assert.Equal(["CreateCommand", "mountNsCtr", "userNsCtr"], Rewritten(plan));
        Assert.Equal((infra, infra), (Text(plan, "userNsCtr"), Text(plan, "mountNsCtr")));
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

    [Fact]
    public void A_new_name_brings_a_new_id_and_new_addresses()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar"), new() { Name = "copy" });

        PlanChange[] expected =
        [
            new("config.dump:name", "plain", "copy", "NewName", Podman),
            new("config.dump:id", RuleTables.PlainId, "", "NewName", Podman),
            new("network.status:podman.address", "10.88.0.2", "", "NewName", Podman),
            new("network.status:podman.mac_address", "16:1e:90:b0:cc:33", "", "NewName", Podman),
        ];
        Assert.Equal(expected, plan.Changes);
        Assert.Equal(("copy", ""), (plan.Name, plan.Id));
    }

    [Theory]
    [InlineData("localhost/bb:latest", FittingHost.OtherImageId, "localhost/bb:latest", "rootfsImageID")]
    [InlineData("localhost/renamed:1", FittingHost.ImageId, "localhost/renamed:1", "rootfsImageName")]
    [InlineData("", FittingHost.ImageId, FittingHost.ImageId, "rootfsImageName")]
    public void The_host_s_image_is_named_where_Podman_would_not_find_it(string there, string id, string name, string field)
    {
        RestorePlan plan = Planned.On(
            Planned.Archive("plain-none.tar"),
            host: host => host with { Images = [new HostImage(id, there.Length > 0 ? [there] : [])] });

        PlanChange change = Assert.Single(plan.Changes);
        Assert.Equal(("config.dump:" + field, "ImageRebinding", Us), (change.Field, change.Rule, change.By));
        Assert.Equal([field], Rewritten(plan));
        Assert.Equal((id, name), (Text(plan, "rootfsImageID"), Text(plan, "rootfsImageName")));
        Assert.Equal((id, name, false), (plan.ImageId, plan.Image, plan.PullsImage));
    }

    [Fact]
    public void The_image_that_the_user_named_will_do_and_a_digest_is_looked_up()
    {
        string digest = "quay.io/a/b@sha256:" + new string('5', 64);
        CheckpointManifest byRawName = Planned.Archive("plain-none.tar", static config => config["rootfsImageName"] = "quay.io/gone/bb:latest");
        CheckpointManifest byDigest = Planned.Archive("plain-none.tar", config => config["rootfsImageName"] = digest);

        Assert.Equal("localhost/bb:latest", Planned.On(byRawName, host: static host => host with { Images = [new HostImage(FittingHost.OtherImageId, ["localhost/bb:latest"])] }).Image);
        Assert.Empty(Planned.On(byDigest, host: host => host with { Images = [new HostImage(FittingHost.ImageId, []) { Digests = [digest] }] }).Changes);
    }

    [Fact]
    public void An_image_that_is_not_there_is_pulled_and_its_id_not_known()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar", static config =>
        {
            config["rootfsImageName"] = "quay.io/a/b:1";
            config["RawImageName"] = "quay.io/a/b:1";
        }), host: static host => host with { Images = [] });

        Assert.Equal([new PlanChange("host:image", "", "quay.io/a/b:1", "ImagePull", Us)], plan.Changes);
        Assert.Equal((true, "", "quay.io/a/b:1", false), (plan.PullsImage, plan.ImageId, plan.Image, plan.RewritesArchive));
    }

    [Fact]
    public void Pid_files_of_another_run_root_are_left_to_Podman()
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar", static config => config["pid_file"] = "/etc/cron.d/x");
        RestorePlan plan = Planned.On(manifest, host: static host => host with { RunRoot = "/run/user/0/containers" });

        PlanChange[] expected =
        [
            new("config.dump:conmonPidFile", $"/run/containers/storage/overlay-containers/{RuleTables.PlainId}/userdata/conmon.pid", "", "PidFileReset", Us),
            new("config.dump:pid_file", "/etc/cron.d/x", "", "PidFileReset", Us),
        ];
        Assert.Equal(expected, plan.Changes);
        Assert.Equal(["conmonPidFile", "pid_file"], Rewritten(plan));
        Assert.Equal(("", ""), (Text(plan, "conmonPidFile"), Text(plan, "pid_file")));
    }

    [Fact]
    public void What_Podman_drops_is_told()
    {
        RestorePlan plan = Planned.On(Planned.Archive(
            "plain-none.tar",
            static config => config["logPath"] = "/var/log/plain.log",
            static spec => spec["mounts"] = new JsonArray(new JsonObject
            {
                ["destination"] = "/etc/hosts",
                ["type"] = "bind",
                ["source"] = "/srv/hosts",
                ["options"] = new JsonArray("rw", "rbind"),
            })));

        PlanChange[] expected =
        [
            new("config.dump:logPath", "/var/log/plain.log", "", "LogPathReset", Podman),
            new("spec.dump:mounts[/etc/hosts]", "/srv/hosts", "", "MountReplaced", Podman),
        ];
        Assert.Equal(expected, plan.Changes);
    }

    [Theory]
    [InlineData("systemd", "/libpod_parent", "machine.slice")]
    [InlineData("cgroupfs", "machine.slice", "/libpod_parent")]
    [InlineData("systemd", "user.slice", null)]
    [InlineData("cgroupfs", "/mine", null)]
    public void A_cgroup_parent_that_the_host_s_manager_refuses_is_replaced(string manager, string parent, string? to)
    {
        RestorePlan plan = Planned.On(
            Planned.Archive("plain-none.tar", config =>
            {
                config["cgroupParent"] = parent;
                config["cgroupManager"] = manager;
            }),
            host: host => host with { CgroupManager = manager });

        PlanChange[] expected = to is null ? [] : [new("config.dump:cgroupParent", parent, to, "CgroupParent", Us)];
        Assert.Equal(expected, plan.Changes);
        Assert.Equal(to is null ? null : "", plan.RewrittenConfig?["cgroupParent"]?.ToString());
    }

    [Fact]
    public void A_runtime_at_another_path_is_renamed()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar", static config => config["runtime"] = "/usr/sbin/runc"), new() { Runtime = "runc" });

        Assert.Equal([new PlanChange("config.dump:runtime", "/usr/sbin/runc", "runc", "RuntimeRenamed", Us)], plan.Changes);
        Assert.Equal("runc", Text(plan, "runtime"));
        Assert.Empty(Planned.On(Planned.Archive("plain-none.tar"), new() { Runtime = "/usr/bin/runc" }).Changes);
    }

    [Theory]
    [InlineData(false, "VolumeCreated")]
    [InlineData(true, "VolumeCreatedEmpty")]
    public void Volumes_that_are_not_there_are_made(bool ignore, string rule)
    {
        RestorePlan plan = Planned.On(Planned.Archive("vols.tar.gz"), new() { IgnoreVolume = ignore }, static host => host with { Volumes = ["data1"] });

        Assert.Equal([new PlanChange("host:volume", "", "data2", rule, Podman)], plan.Changes);
    }

    [Fact]
    public void A_container_that_is_there_and_skipped_changes_nothing()
    {
        RestorePlan plan = Planned.On(
            Planned.Archive("vols.tar.gz"),
            new() { SkipExisting = true },
            static host => RuleTables.With(host, "5cb5f06ac82a3488e58526bb65b2ffcd82bdd6defe391feff2396d8473cae46e", "vols") with { Volumes = ["data1", "data2"] });

        Assert.True(plan.Skips);
        Assert.True(plan.Ready);
        Assert.False(plan.RewritesArchive);
        Assert.Empty(plan.Changes);
    }

    [Theory]
    [InlineData("crun-plain.tar.zst", "")]
    [InlineData("multi.tar.zst", "")]
    [InlineData("pod-pdef.tar.zst", "all")]
    [InlineData("vols.tar.gz", "")]
    public void A_rewritten_config_differs_in_the_planned_fields_alone(string fixture, string pod)
    {
        CheckpointManifest manifest = Planned.Archive(fixture, static config =>
        {
            config["futureField"] = JsonNode.Parse("""{"exact":1.50e3,"big":18446744073709551615,"deep":[null,{"a":""}]}""");
            config["RootfsImageId"] = config["rootfsImageID"]!.GetValue<string>();
            config.Remove("rootfsImageID");
        });
        JsonNode before = manifest.Config!.Source.Root!.DeepClone();

        RestorePlan plan = Planned.On(manifest, new() { Pod = pod }, static host => host with
        {
            RunRoot = "/elsewhere",
            Images = [new HostImage(FittingHost.OtherImageId, ["localhost/bb:latest"])],
        });

        string[] expected = [.. plan.Changes.Where(static change => change.By == Us).Select(static change => change.Field["config.dump:".Length..].Split('[')[0])];
        Assert.Contains("rootfsImageID", expected);
        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), Rewritten(plan), StringComparer.OrdinalIgnoreCase);
        Assert.Contains("\"exact\":1.50e3,\"big\":18446744073709551615", plan.RewrittenConfig!.ToJsonString(), StringComparison.Ordinal);
        Assert.False(plan.RewrittenConfig.ContainsKey("rootfsImageID"));
        Assert.Equal(((JsonObject)before).Select(static pair => pair.Key), plan.RewrittenConfig.Select(static pair => pair.Key));
        Assert.True(JsonNode.DeepEquals(before, manifest.Config.Source.Root), "the manifest itself was changed");
    }

    private static string Text(RestorePlan plan, string field) => plan.RewrittenConfig![field]!.GetValue<string>();

    /// <summary>The fields of config.dump in which the rewritten one differs.</summary>
    private static IEnumerable<string> Rewritten(RestorePlan plan)
    {
        JsonObject before = Planned.Config(plan.Manifest!);
        Assert.True(plan.RewritesArchive);
        return before.Select(static pair => pair.Key)
            .Union(plan.RewrittenConfig!.Select(static pair => pair.Key))
            .Where(key => !JsonNode.DeepEquals(before[key], plan.RewrittenConfig![key]))
            .Order(StringComparer.OrdinalIgnoreCase);
    }
}
