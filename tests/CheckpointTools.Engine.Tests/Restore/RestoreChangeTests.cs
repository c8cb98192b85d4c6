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
        Assert.Equal(["conmonPidFile", "pid_file"], plan.Rewritten());
        Assert.Equal(("", ""), (plan.Text("conmonPidFile"), plan.Text("pid_file")));
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
        Assert.Equal("runc", plan.Text("runtime"));
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
        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), plan.Rewritten(), StringComparer.OrdinalIgnoreCase);
        Assert.Contains("\"exact\":1.50e3,\"big\":18446744073709551615", plan.RewrittenConfig!.ToJsonString(), StringComparison.Ordinal);
        Assert.False(plan.RewrittenConfig.ContainsKey("rootfsImageID"));
        Assert.Equal(((JsonObject)before).Select(static pair => pair.Key), plan.RewrittenConfig.Select(static pair => pair.Key));
        Assert.True(JsonNode.DeepEquals(before, manifest.Config.Source.Root), "the manifest itself was changed");
    }
}
