namespace CheckpointTools.Tests.Restore;

public class RestoreRuleTests
{
    private static readonly IReadOnlyDictionary<string, RuleCase>[] Tables =
        [RuleTables.Request, RuleTables.Pods, HostRuleTables.Programs, HostRuleTables.Storage, HostRuleTables.Network, HostRuleTables.Machine];

    // DESIGN.md, "The rules of a restore", without those that are judged after it.
    private static readonly string[] Designed =
    [
        "PodRequired", "NotAPodContainer", "HasDependencies", "VolumeExists", "VolumeContentMissing", "CriuTooOld",
        "RuntimeLacksRestore", "RuntimeLacksPodRestore", "RuntimeMismatch", "PodNotFound", "PodHasNoInfraContainer",
        "IpcNotShared", "NetNotShared", "PidNotShared", "UtsNotShared", "CgroupNotShared", "UserNotShared", "MountNotShared",
        "InvalidPort", "PortConflict", "PortInUse", "PortsIgnoredInPod", "ImageUnavailable", "ContainerExists",
        "RootRequired", "HostUnreachable", "PodmanMissing", "PreviousRequired",
        "ArchitectureMismatch", "CgroupVersionMismatch", "NetworkMissing", "StaticAddressTaken", "NotEnoughSpace",
    ];

    private static readonly string[] Added =
        ["ArchiveInvalid", "NotRestorable", "OptionConflict", "OptionUnsupported", "InvalidName", "RuntimeMissing", "ImageDiffers", "UserNamespace", "ArchiveNotTrusted"];

    public static TheoryData<string> Titles => [.. Tables.SelectMany(static table => table.Keys)];

    public static TheoryData<string, string, string> Namespaces => new()
    {
        { "IpcNotShared", "ipcNsCtr", "ipc" },
        { "NetNotShared", "netNsCtr", "net" },
        { "PidNotShared", "pidNsCtr", "pid" },
        { "UtsNotShared", "utsNsCtr", "uts" },
        { "CgroupNotShared", "cgroupNsCtr", "cgroup" },
        { "UserNotShared", "userNsCtr", "user" },
        { "MountNotShared", "mountNsCtr", "mount" },
    };

    [Theory]
    [MemberData(nameof(Titles))]
    public void Judges(string title) => Tables.Single(table => table.ContainsKey(title))[title].Check();

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void A_shared_namespace_needs_a_pod_that_shares_it(string id, string field, string share)
    {
        CheckpointManifest shared = Planned.Archive("pod-pdef.tar.zst", config => config[field] = new string('9', 64));
        CheckpointManifest own = Planned.Archive("pod-pdef.tar.zst", config => config.Remove(field));
        HostPod without = FittingHost.Pod("without", new string('7', 64), new string('8', 64), [.. Shares.Where(name => name != share)]);

        Assert.Equal(CheckState.Passed, State(shared, "all"));
        Assert.Equal(CheckState.Failed, State(shared, "without"));
        Assert.Equal(CheckState.NotApplicable, State(own, "without"));
        Assert.Equal(CheckState.NotApplicable, State(shared, "nosuch"));
        Assert.Equal(CheckState.NotApplicable, State(shared, ""));

        string State(CheckpointManifest manifest, string pod) =>
            Planned.On(manifest, new() { Pod = pod }, host => host with { Pods = [.. host.Pods, without] }).Checks.Single(check => check.Id == id).State;
    }

    [Fact]
    public void An_incremental_checkpoint_needs_the_one_before()
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar") with { IsIncremental = true };

        PlanCheck without = Planned.On(manifest).Checks.Single(static check => check.Id == "PreviousRequired");
        PlanCheck with = Planned.On(manifest, new() { PreviousPath = "pre.tar" }).Checks.Single(static check => check.Id == "PreviousRequired");

        Assert.Equal((CheckState.Failed, CheckState.Passed), (without.State, with.State));
        Assert.Contains("-PreviousPath", without.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_design_speaks_once_in_every_plan()
    {
        string[] expected = [.. Designed, .. Added];
        foreach (RestorePlan plan in new[] { Planned.On(Planned.Archive("plain-none.tar")), Planned.On(Planned.Archive("plain-none.tar", config => config["id"] = "")) })
            Assert.Equal(expected.Order(), plan.Checks.Select(static check => check.Id).Order());
    }

    [Fact]
    public void Every_rule_has_a_row_that_passes_and_one_that_does_not()
    {
        string[] rules = [.. Designed.Concat(Added).Except(Namespaces.Select(static row => (string)row[0]))];
        RuleCase[] rows = [.. Tables.SelectMany(static table => table.Values)];

        Assert.Empty(rules.Except(rows.Where(static row => row.State == CheckState.Passed).Select(static row => row.Id)));
        Assert.Empty(rules.Except(rows.Where(static row => row.State is CheckState.Failed or CheckState.Warning).Select(static row => row.Id)));
    }

    [Fact]
    public void The_order_does_not_depend_on_the_verdicts()
    {
        IEnumerable<string> good = Planned.On(Planned.Archive("pod-pdef.tar.zst"), new() { Pod = "web" }).Checks.Select(static check => check.Id);
        IEnumerable<string> bad = Planned.On(Planned.Archive("vols.tar.gz"), new() { Pod = "nosuch", SkipExisting = true }, static _ => new ContainerHost()).Checks.Select(static check => check.Id);
        Assert.Equal(good, bad);
    }

    [Fact]
    public void All_failing_rules_are_told_not_only_the_first()
    {
        RestorePlan plan = Planned.On(
            Planned.Archive("vols.tar.gz"),
            new() { Pod = "web", PublishPort = ["443:80"], Runtime = "crun" },
            static host => host with { Volumes = ["data1"], CriuVersion = "3.1", Rootless = true });

        string[] failed = [.. plan.Checks.Where(static check => check.State == CheckState.Failed).Select(static check => check.Id)];
        Assert.Equal(["RootRequired", "NotAPodContainer", "CriuTooOld", "RuntimeMismatch", "VolumeExists", "PortInUse"], failed);
        Assert.False(plan.Ready);
    }

    [Theory]
    [InlineData("crun-plain.tar.zst", "")]
    [InlineData("multi.tar.zst", "")]
    [InlineData("plain-gzip.tar", "")]
    [InlineData("plain-none.tar", "")]
    [InlineData("plain-zstd.tar", "")]
    [InlineData("pod-pdef.tar.zst", "web")]
    [InlineData("vols.tar.gz", "")]
    public void Real_archives_are_ready_on_a_host_that_fits(string fixture, string pod)
    {
        RestorePlan plan = Planned.On(Planned.Archive(fixture), new() { Pod = pod });
        Assert.DoesNotContain(plan.Checks, static check => check.State is not (CheckState.Passed or CheckState.NotApplicable));
        Assert.True(plan.Ready);
    }

    private static readonly string[] Shares = ["cgroup", "ipc", "mount", "net", "pid", "user", "uts"];
}
