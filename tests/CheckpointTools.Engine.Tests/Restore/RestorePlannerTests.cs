using System.Text.Json.Nodes;
using CheckpointTools.Podman;
using CheckpointTools.Restore;

namespace CheckpointTools.Tests.Restore;

public class RestorePlannerTests
{
    [Fact]
    public void Only_the_facts_that_rules_ask_for_are_needed()
    {
        const HostFact always = HostFact.System | HostFact.Criu | HostFact.Runtime | HostFact.Containers | HostFact.Images;

        Assert.Equal(always | HostFact.Networks, Needed("plain-none.tar", new()));
        Assert.Equal(always | HostFact.Networks, Needed("plain-none.tar", new() { Pod = "web" }));
        Assert.Equal(always | HostFact.Networks | HostFact.Volumes, Needed("vols.tar.gz", new() { IgnoreVolume = true }));
        Assert.Equal(always, Needed("pod-pdef.tar.zst", new()));
        Assert.Equal(always | HostFact.Pods, Needed("pod-pdef.tar.zst", new() { Pod = "web" }));
        Assert.Equal(HostFact.System, RestorePlanner.NeededFacts(Planned.Archive("plain-none.tar", static config => config["id"] = ""), new()));

        static HostFact Needed(string fixture, RestoreOptions options) => RestorePlanner.NeededFacts(Planned.Archive(fixture), options);
    }

    [Fact]
    public void The_runtimes_to_look_at_are_the_archive_s_and_the_one_asked_for()
    {
        Assert.Equal(["runc"], RestorePlanner.NeededRuntimes(Planned.Archive("plain-none.tar"), new() { Runtime = "runc" }));
        Assert.Equal(["runc", "/opt/crun"], RestorePlanner.NeededRuntimes(Planned.Archive("plain-none.tar"), new() { Runtime = "/opt/crun" }));
    }

    [Fact]
    public void The_networks_to_look_at_are_those_that_can_be_on_a_host()
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar", static config =>
        {
            foreach (string name in new[] { "app.1", "--format={{.}}", "-a", "a b", "", "a/b", new string('n', 300), "b_2" })
                config["newNetworks"]![name] = new JsonObject();
        });

        Assert.Equal(["app.1", "b_2", "podman"], RestorePlanner.NeededNetworks(manifest)!.Order());
    }

    [Fact]
    public void Very_many_networks_are_not_asked_for_by_name()
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar", static config =>
        {
            for (int i = 0; i < 1000; i++)
                config["newNetworks"]![$"n{i}"] = new JsonObject();
        });

        Assert.Null(RestorePlanner.NeededNetworks(manifest));
    }

    [Fact]
    public void The_same_facts_give_the_same_plan()
    {
        RestorePlan Plan() => Planned.On(Planned.Archive("pod-pdef.tar.zst"), new() { Pod = "web", PublishPort = ["80"] });

        Assert.Equal(Plan().Checks, Plan().Checks);
        Assert.Equal(Plan().Changes, Plan().Changes);
        Assert.Equal(Plan().Arguments, Plan().Arguments);
    }

    public static TheoryData<string, string> Arguments => new()
    {
        { "", "container restore --print-stats --import" },
        { "-Connection far", "--connection far container restore --print-stats --import" },
        { "-Connection unix:///run/podman.sock", "--url unix:///run/podman.sock container restore --print-stats --import" },
        { "-Keep -TcpEstablished -TcpClose -FileLock", "container restore --print-stats --keep --tcp-established --tcp-close --file-locks --import" },
        { "-IgnoreRootFileSystem -IgnoreStaticIPAddress -IgnoreStaticMacAddress -IgnoreVolume", "container restore --print-stats --ignore-rootfs --ignore-static-ip --ignore-static-mac --ignore-volumes --import" },
        { "-Name copy -PreviousPath pre.tar", "container restore --print-stats --name copy --import-previous pre.tar --import" },
        { "-Runtime /usr/bin/runc", "container restore --print-stats --import" },
        { "-PublishPort 8081:81 -PublishPort 8080:80 -PublishPort [::1]:53:53/udp", "container restore --print-stats --publish 8080-8081:80-81/tcp --publish [::1]:53:53/udp --import" },
        { "-PublishPort 53:53/tcp,udp", "container restore --print-stats --publish 53:53/tcp --publish 53:53/udp --import" },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Options_become_Podman_s_arguments(string options, string expected) =>
        Assert.Equal(expected.Split(' '), Planned.On(Planned.Archive("plain-none.tar"), Parse(options)).Arguments);

    [Fact]
    public void A_pod_is_given_by_its_id() => Assert.Equal(
        ["container", "restore", "--print-stats", "--pod", FittingHost.WebId, "--import"],
        Planned.On(Planned.Archive("pod-pdef.tar.zst"), new() { Pod = "web" }).Arguments);

    private static RestoreOptions Parse(string text)
    {
        RestoreOptions options = new();
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            System.Reflection.PropertyInfo property = typeof(RestoreOptions).GetProperty(words[i][1..])!;
            object value = property.PropertyType == typeof(bool) ? true
                : property.PropertyType == typeof(string) ? words[++i]
                : new List<string>([.. options.PublishPort, words[++i]]);
            property.SetValue(options, value);
        }
        return options;
    }
}
