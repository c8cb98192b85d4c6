using CheckpointTools.Podman;
using CheckpointTools.Restore;

namespace CheckpointTools.Tests.Podman;

/// <summary>What of a host is kept from one pipeline to the next, and until when.</summary>
public sealed class HostMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpointtools-tests-").FullName;
    private string _stamp = "first";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Versions_and_runtimes_are_asked_for_once()
    {
        var memory = new HostMemory(_ => _stamp);
        ContainerHost first = await Read(memory, HostFact.All);
        FakeRunner runner = CapturedHost.Runner("5.4.2");

        ContainerHost second = await new PodmanHostReader(new PodmanCommand(runner), memory).ReadAsync(HostFact.All, ["runc"], default);

        Assert.Equivalent(first with { FreeSpace = null }, second with { FreeSpace = null }, strict: true);
        Assert.DoesNotContain(runner.Calls, static call => call.Contains("info", StringComparison.Ordinal) || call.Contains("criu", StringComparison.Ordinal) || call.Contains("runc", StringComparison.Ordinal));
        Assert.Contains("podman ps --all --external --format json", runner.Calls);
    }

    [Fact]
    public async Task A_runtime_that_was_not_asked_before_is_asked()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.All);
        FakeRunner runner = CapturedHost.Runner("5.4.2");

        ContainerHost host = await new PodmanHostReader(new PodmanCommand(runner), memory).ReadAsync(HostFact.All, ["crun"], default);

        Assert.Equal(["runc", "crun"], host.Runtimes.Select(static runtime => runtime.Name));
        Assert.DoesNotContain("podman info --format json", runner.Calls);
    }

    [Fact]
    public async Task All_is_asked_again_when_a_file_has_changed()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.All);
        _stamp = "second";

        Assert.Contains("podman info --format json", await Calls(memory));
    }

    [Fact]
    public async Task What_changed_while_it_was_read_is_not_kept()
    {
        int asked = 0;
        var memory = new HostMemory(_ => $"{asked++}");
        await Read(memory, HostFact.All);

        Assert.Contains("podman info --format json", await Calls(memory));
    }

    [Fact]
    public async Task What_was_read_in_part_is_not_kept()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.System | HostFact.Containers);

        Assert.Contains("podman info --format json", await Calls(memory));
    }

    [Fact]
    public async Task Images_are_kept_once_it_is_known_where_they_lie()
    {
        var memory = new HostMemory(_ => _stamp);
        ContainerHost first = await Read(memory, HostFact.All);

        Assert.Contains("podman images --all --format json", await Calls(memory));
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        ContainerHost third = await new PodmanHostReader(new PodmanCommand(runner), memory).ReadAsync(HostFact.All, ["runc"], default);

        Assert.Equivalent(first with { FreeSpace = null }, third with { FreeSpace = null }, strict: true);
        Assert.DoesNotContain("podman images --all --format json", runner.Calls);
    }

    [Fact]
    public async Task Networks_are_asked_for_each_time_since_they_tell_the_addresses_in_use()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.All);
        await Read(memory, HostFact.All);

        Assert.Contains(await Calls(memory), static call => call.StartsWith("podman network inspect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_kept_is_asked_again_before_it_refuses()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.All);
        await Read(memory, HostFact.All);
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        var reader = new PodmanHostReader(new PodmanCommand(runner), memory);
        await reader.ReadAsync(HostFact.Images, [], default);
        Assert.Empty(runner.Calls);

        Assert.True(reader.ForgetRecalled());
        await reader.ReadAsync(HostFact.Images | HostFact.System, [], default);

        Assert.Contains("podman images --all --format json", runner.Calls);
        Assert.Contains("podman info --format json", runner.Calls);
        Assert.False(reader.ForgetRecalled());
    }

    [Fact]
    public async Task A_plan_that_is_not_ready_is_made_again_from_what_podman_says_now()
    {
        var memory = new HostMemory(_ => _stamp);
        await Read(memory, HostFact.All);
        await Read(memory, HostFact.All);
        FakeRunner runner = CapturedHost.Runner("5.4.2").Answer("podman network inspect podman", "[]");
        var session = new RestoreSession(new PodmanCommand(runner), memory);

        RestorePlan plan = session.Plan(Path.Combine(AppContext.BaseDirectory, "fixtures", "plain-none.tar"), new RestoreOptions { Pod = "web" }, default);

        Assert.False(plan.Ready);
        Assert.Contains("podman info --format json", runner.Calls);
    }

    [Fact]
    public async Task Nothing_is_kept_of_another_host()
    {
        var memory = new HostMemory(_ => _stamp);
        var podman = new PodmanCommand(CapturedHost.Runner("5.4.2"), "unix:///run/podman/podman.sock");
        await new PodmanHostReader(podman, memory).ReadAsync(HostFact.All, [], default);

        Assert.Contains("podman info --format json", await Calls(memory));
    }

    [Fact]
    public void A_stamp_is_the_same_while_nothing_changes()
    {
        Assert.Equal(HostStamp.Of(Host()), HostStamp.Of(Host()));
    }

    [Fact]
    public void A_runtime_that_is_replaced_changes_the_stamp()
    {
        ContainerHost host = Host();
        string before = HostStamp.Of(host);

        File.AppendAllText(host.Runtimes[0].Path, "2");

        Assert.NotEqual(before, HostStamp.Of(host));
    }

    [Fact]
    public void A_runtime_behind_a_link_that_is_replaced_changes_the_stamp()
    {
        ContainerHost host = Host();
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, host.Runtimes[0].Path);
        ContainerHost linked = host with { Runtimes = [host.Runtimes[0] with { Path = link }] };
        string before = HostStamp.Of(linked);

        File.SetLastWriteTimeUtc(host.Runtimes[0].Path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.NotEqual(before, HostStamp.Of(linked));
    }

    [Fact]
    public void An_image_changes_the_stamp()
    {
        string path = Path.Combine(_folder, "overlay-images/images.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ContainerHost host = Host() with { GraphRoot = _folder };
        string before = HostStamp.Of(host);

        File.WriteAllText(path, "[]");
        string written = HostStamp.Of(host);
        File.Delete(path);

        Assert.NotEqual(before, written);
        Assert.NotEqual(written, HostStamp.Of(host));
    }

    private static Task<ContainerHost> Read(HostMemory memory, HostFact facts) =>
        new PodmanHostReader(new PodmanCommand(CapturedHost.Runner("5.4.2")), memory).ReadAsync(facts, ["runc"], default);

    private static async Task<IEnumerable<string>> Calls(HostMemory memory)
    {
        FakeRunner runner = CapturedHost.Runner("5.4.2");
        await new PodmanHostReader(new PodmanCommand(runner), memory).ReadAsync(HostFact.All, ["runc"], default);
        return runner.Calls;
    }

    private ContainerHost Host()
    {
        string runtime = Path.Combine(_folder, "runc");
        if (!File.Exists(runtime))
            File.WriteAllText(runtime, "1");
        return new ContainerHost { Runtimes = [new HostRuntime("runc", runtime, "1", true, true)] };
    }
}
