using CheckpointTools.Podman;

namespace CheckpointTools.Tests.Podman;

public class PodmanHostReaderTests
{
    private const string Socket = "unix:///run/podman/podman.sock";

    public static TheoryData<string> Versions => CapturedHost.Versions;

    [Theory, MemberData(nameof(Versions))]
    public async Task Reads_all_facts_of_a_real_host(string version)
    {
        FakeRunner runner = CapturedHost.Runner(version);
        ContainerHost host = await Reader(runner).ReadAsync(HostFact.All, ["crun", "runc"], default);

        Assert.Equal("checkpoint-host", host.Name);
        Assert.Equal("", host.Connection);
        Assert.False(host.IsRemote);
        Assert.Equal(version, host.PodmanVersion);
        Assert.True(host.CriuKnown);
        Assert.Equal(version == "5.4.2" ? "4.1.1" : "4.2.1", host.CriuVersion);
        Assert.Equal("runc", host.Runtime);
        Assert.Equal(
            [
                new HostRuntime("runc", "/usr/bin/runc", version == "5.4.2" ? "1.1.15+ds1" : "1.3.6+ds1", true, true),
                new HostRuntime("crun", "/usr/local/libexec/crun", version == "5.4.2" ? "1.21" : "1.28", true, true),
            ],
            host.Runtimes);
        Assert.Equal(("v2", "cgroupfs", "amd64"), (host.CgroupVersion, host.CgroupManager, host.Architecture));
        Assert.StartsWith("6.18.", host.Kernel, StringComparison.Ordinal);
        Assert.False(host.SELinux || host.Rootless);
        Assert.Equal("/var/lib/containers/storage", host.GraphRoot);
        Assert.Equal("/run/containers/storage", host.RunRoot);
        Assert.Equal("/var/lib/containers/storage/volumes", host.VolumePath);
        Assert.Equal(["data1", "data2"], host.Volumes);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Reads_pods_containers_images_and_networks(string version)
    {
        ContainerHost host = await Reader(CapturedHost.Runner(version)).ReadAsync(HostFact.Pods | HostFact.Containers | HostFact.Images | HostFact.Networks, [], default);

        Assert.Equal(["no-cgroup", "no-infra", "web"], host.Pods.Select(static pod => pod.Name));
        HostPod web = host.Pods[2];
        Assert.Equal("Running", web.State);
        Assert.Equal(["ipc", "net", "uts"], web.SharedNamespaces);
        Assert.Equal($"/libpod_parent/{web.Id}", web.CgroupPath);
        Assert.Equal(["net", "pid"], host.Pods[0].SharedNamespaces);
        Assert.Equal("", host.Pods[0].CgroupPath);
        Assert.Equal(("", 0), (host.Pods[1].InfraContainerId, host.Pods[1].SharedNamespaces.Count));

        Assert.Equal(["created", "exited", "in-web", "plain", "ports", "static"], host.Containers.Where(static one => !one.IsInfra).Select(static one => one.Name).Order());
        Assert.Equal("created", Container("created").State);
        Assert.Equal("running", Container("plain").State);
        Assert.Equal(web.Id, Container("in-web").Pod);
        Assert.True(host.Containers.Single(container => container.Id == web.InfraContainerId).IsInfra);
        Assert.Equal(["8080->80/tcp", "[::1]:8443->443/tcp", "127.0.0.1:9000-9002->9000-9002/udp"], Container("ports").Ports.Select(static port => port.ToString()));
        Assert.Equal(["8088->80/tcp"], host.Containers.Single(container => container.Id == web.InfraContainerId).Ports.Select(static port => port.ToString()));

        HostImage second = host.Images.Single(static image => image.Names.Count == 2);
        Assert.Equal(["localhost/second:1", "localhost/second:2"], second.Names.Order());
        Assert.StartsWith("localhost/second@sha256:", Assert.Single(second.Digests), StringComparison.Ordinal);
        Assert.Contains(host.Images, static image => image is { Names.Count: 0, Digests.Count: 0 });

        Assert.Equal(["app", "podman"], host.Networks.Select(static network => network.Name));
        Assert.Equal(["10.123.0.0/24"], host.Networks[0].Subnets);
        Assert.Equal(["10.123.0.77"], host.Networks[0].AddressesInUse);
        Assert.Equal(["10.88.0.3", "10.88.0.4", "10.88.0.5"], host.Networks[1].AddressesInUse.Order());

        HostContainer Container(string name) => host.Containers.Single(container => container.Name == name);
    }

    [Fact]
    public async Task Asks_for_networks_by_name_and_for_each_once()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        runner.Answer("podman network inspect podman", CapturedHost.Output("5.4.2", "network-inspect.json"));
        runner.Fail("podman network inspect nosuch", 125, "Error: network nosuch: unable to find network with name or ID nosuch: network not found", "[]");
        PodmanHostReader reader = Reader(runner);

        await reader.ReadAsync(HostFact.Networks, [], ["podman"], default);
        await reader.ReadAsync(HostFact.Networks, [], ["podman"], default);
        ContainerHost host = await reader.ReadAsync(HostFact.Networks, [], ["podman", "nosuch"], default);

        Assert.Equal(["podman network inspect podman", "podman network inspect nosuch"], runner.Calls);
        Assert.Contains("podman", host.Networks.Select(static network => network.Name));
        Assert.DoesNotContain("nosuch", host.Networks.Select(static network => network.Name));
    }

    [Fact]
    public async Task Asks_for_all_networks_after_some()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        runner.Answer("podman network inspect podman", CapturedHost.Output("5.4.2", "network-inspect.json"));
        PodmanHostReader reader = Reader(runner);

        await reader.ReadAsync(HostFact.Networks, [], ["podman"], default);
        await reader.ReadAsync(HostFact.Networks, [], default);
        ContainerHost host = await reader.ReadAsync(HostFact.Networks, [], ["nosuch"], default);

        Assert.Equal(["app", "podman"], host.Networks.Select(static network => network.Name));
        Assert.Equal(3, runner.Calls.Count);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Reads_the_same_through_a_service_but_for_what_only_this_machine_tells(string version)
    {
        ContainerHost here = await Reader(CapturedHost.Runner(version)).ReadAsync(HostFact.All, [], default);
        FakeRunner runner = CapturedHost.Runner(version);
        ContainerHost there = await Reader(runner, Socket).ReadAsync(HostFact.All, ["crun"], default);

        Assert.All(runner.Calls, static call => Assert.StartsWith($"podman --url {Socket} ", call, StringComparison.Ordinal));
        Assert.True(there.IsRemote);
        Assert.Equal(Socket, there.Connection);
        Assert.False(there.CriuKnown);
        Assert.Equal("", there.CriuVersion);
        Assert.Null(there.FreeSpace);
        Assert.Equal([here.Runtimes[0] with { Known = false, CanCheckpoint = false, CanRestoreIntoPod = false }], there.Runtimes);
        Assert.Equal(Facts(here with { IsRemote = true, Connection = Socket, CriuKnown = false, CriuVersion = "", Runtimes = there.Runtimes, FreeSpace = null }), Facts(there));
    }

    [Fact]
    public async Task Asks_for_nothing_that_is_not_wanted()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        await Reader(runner).ReadAsync(HostFact.Volumes, [], default);
        Assert.Equal(["podman volume ls --format json"], runner.Calls);
    }

    [Fact]
    public async Task Asks_for_each_group_at_most_once()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        PodmanHostReader reader = Reader(runner);
        foreach (HostFact fact in Enum.GetValues<HostFact>().Concat(Enum.GetValues<HostFact>().Reverse()))
            await reader.ReadAsync(fact, ["runc", "/usr/bin/runc"], default);

        Assert.Equal(runner.Calls.Distinct().Order(), runner.Calls.Order());
        Assert.DoesNotContain(runner.Calls, static call => call.Contains("--runtime", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asks_all_groups_at_once()
    {
        // None of the six commands that depend on no other is answered before all of them were asked.
        const int Groups = 6;
        var all = new TaskCompletionSource();
        int asked = 0;
        FakeRunner runner = CapturedHost.Runner("5.4.2", (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == Groups)
                all.SetResult();
            return all.Task;
        });
        await Reader(runner).ReadAsync(HostFact.All, [], default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(runner.MostAtOnce >= Groups);
    }

    [Fact]
    public async Task Asks_another_runtime_when_one_is_named()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        PodmanHostReader reader = Reader(runner);
        await reader.ReadAsync(HostFact.Runtime, ["runc"], default);
        runner.ForgetCalls();
        ContainerHost host = await reader.ReadAsync(HostFact.Runtime, ["crun"], default);

        Assert.Equal(["runc", "crun"], host.Runtimes.Select(static runtime => runtime.Name));
        Assert.Equal(
            ["podman --runtime crun info --format json", "/usr/local/libexec/crun checkpoint --help", "/usr/local/libexec/crun restore --lsm-mount-context"],
            runner.Calls);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("/nosuch/runc")]
    public async Task Tells_of_a_runtime_that_is_not_there(string runtime)
    {
        foreach (string version in Versions)
        {
            FakeRunner runner = CapturedHost.Runner(version);
            PodmanHostReader reader = Reader(runner);
            ContainerHost host = await reader.ReadAsync(HostFact.Runtime, [runtime], default);
            Assert.Equal(new HostRuntime(runtime, "", "", false, false), host.Runtimes[1]);
            await reader.ReadAsync(HostFact.Runtime, [runtime], default);
            Assert.Single(runner.Calls, call => call.Contains("--runtime", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_runtime_that_cannot_be_run_can_do_nothing()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        runner.Without("/usr/bin/runc checkpoint --help");
        ContainerHost host = await Reader(runner).ReadAsync(HostFact.Runtime, [], default);
        Assert.Equal(new HostRuntime("runc", "/usr/bin/runc", "1.1.15+ds1", false, false), Assert.Single(host.Runtimes));
    }

    [Fact]
    public async Task A_host_without_CRIU_is_known_to_have_none()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        runner.Without("criu --version");
        ContainerHost host = await Reader(runner).ReadAsync(HostFact.Criu, [], default);
        Assert.Equal((true, ""), (host.CriuKnown, host.CriuVersion));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_vanishes_between_listing_and_inspecting_is_left_out(string version)
    {
        FakeRunner runner = CapturedHost.Runner(version);
        string pods = string.Join(' ', PodOutput.Ids(CapturedHost.Output(version, "pod-ps.json")).Select(static pod => pod.Id));
        runner.Fail($"podman pod inspect {pods}", 125, CapturedHost.Error(version, "pod-inspect-vanished.json"), CapturedHost.Output(version, "pod-inspect-vanished.json"));
        runner.Fail("podman network inspect app podman", 125, CapturedHost.Error(version, "network-inspect-vanished.json"), CapturedHost.Output(version, "network-inspect-vanished.json"));
        ContainerHost host = await Reader(runner).ReadAsync(HostFact.Pods | HostFact.Networks, [], default);
        Assert.Single(host.Pods);
        Assert.Equal(["app"], host.Networks.Select(static network => network.Name));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[]\n")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_empty_host_has_empty_lists(string nothing)
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        foreach (string call in new[] { "ps --all --external", "images --all", "pod ps", "volume ls", "network ls" })
            runner.Answer($"podman {call} --format json", nothing);
        ContainerHost host = await Reader(runner).ReadAsync(HostFact.All, [], default);
        Assert.Equal((0, 0, 0, 0, 0), (host.Containers.Count, host.Images.Count, host.Pods.Count, host.Volumes.Count, host.Networks.Count));
        Assert.DoesNotContain(runner.Calls, static call => call.Contains("inspect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_that_fails_stops_the_others_and_can_be_read_later()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2", static (call, token) => call.Contains("images", StringComparison.Ordinal) ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
        runner.Fail("podman volume ls --format json", 125, "Error: out of order\n");
        PodmanHostReader reader = Reader(runner);
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => reader.ReadAsync(HostFact.Volumes | HostFact.Images, [], default).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("PodmanFailed", exception.ErrorId);

        runner.Answer("podman volume ls --format json", "[]");
        Assert.Empty((await reader.ReadAsync(HostFact.Volumes, [], default)).Volumes);
    }

    [Fact]
    public async Task A_missing_podman_is_told_once_for_all_groups()
    {
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => Reader(new FakeRunner()).ReadAsync(HostFact.All, [], default));
        Assert.Equal("PodmanMissing", exception.ErrorId);
        Assert.NotEmpty(exception.RecommendedAction);
    }

    [Fact]
    public async Task What_was_amended_stays_and_what_was_forgotten_is_read_again()
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        PodmanHostReader reader = Reader(runner);
        await reader.ReadAsync(HostFact.Volumes | HostFact.Images, [], default);
        reader.Amend(static host => host with { Volumes = ["mine"], Images = [] });
        runner.ForgetCalls();
        reader.Forget(HostFact.Images);
        ContainerHost host = await reader.ReadAsync(HostFact.Volumes | HostFact.Images, [], default);
        Assert.Equal(["mine"], host.Volumes);
        Assert.NotEmpty(host.Images);
        Assert.Equal(["podman images --all --format json"], runner.Calls);
    }

    [Fact]
    public async Task A_forgotten_system_takes_its_runtimes_with_it()
    {
        PodmanHostReader reader = Reader(CapturedHost.Runner("5.4.2"));
        await reader.ReadAsync(HostFact.Runtime, [], default);
        reader.Forget(HostFact.System);
        ContainerHost host = await reader.ReadAsync(HostFact.Runtime, [], default);
        Assert.True(Assert.Single(host.Runtimes) is { Known: true, CanCheckpoint: true });
    }

    private static PodmanHostReader Reader(FakeRunner runner, string connection = "") => new(new PodmanCommand(runner, connection));

    private static string Facts(ContainerHost host) => System.Text.Json.JsonSerializer.Serialize(host);
}
