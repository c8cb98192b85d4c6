using CheckpointTools.Podman;

namespace CheckpointTools.Tests.Podman;

public class PodmanCommandTests
{
    public static TheoryData<string, string> Unreachable
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string version in CapturedHost.Versions)
            {
                foreach (string kind in new[] { "socket", "tcp", "ssh", "name", "scheme" })
                    data.Add(version, $"unreachable-{kind}.txt");
            }

            return data;
        }
    }

    public static TheoryData<string> Versions => CapturedHost.Versions;

    [Theory]
    [InlineData("", "podman ps")]
    [InlineData("web1", "podman --connection web1 ps")]
    [InlineData("unix:///run/podman/podman.sock", "podman --url unix:///run/podman/podman.sock ps")]
    [InlineData("ssh://root@web1:22/run/podman/podman.sock", "podman --url ssh://root@web1:22/run/podman/podman.sock ps")]
    [InlineData("--root=/x", "podman --connection --root=/x ps")]
    [InlineData("a b; reboot", "podman --connection 'a b; reboot' ps")]
    public async Task Passes_the_connection_before_the_command(string connection, string expected)
    {
        FakeRunner runner = new FakeRunner().Answer(expected, "x");
        Assert.Equal("x", await new PodmanCommand(runner, connection).ReadAsync(["ps"], default));
        Assert.Equal([expected], runner.Calls);
    }

    [Theory, MemberData(nameof(Unreachable))]
    public async Task Tells_a_service_that_is_not_there(string version, string file)
    {
        string error = CapturedHost.Error(version, file);
        FakeRunner runner = new FakeRunner().Fail("podman --connection web1 info", 125, error, CapturedHost.Output(version, file));
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => new PodmanCommand(runner, "web1").TryAsync(["info"], default));
        Assert.Equal("HostUnreachable", exception.ErrorId);
        Assert.StartsWith("Podman on web1 cannot be reached: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Error:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("podman system connection list", exception.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal((125, error), (exception.ExitCode, exception.StandardError));
    }

    [Theory]
    [InlineData("""Error: Post "http://d/v5.4.2/libpod/containers/import/restore?filelocks=false": dial unix /run/podman/podman.sock: connect: connection refused""")]
    [InlineData("""Error: Get "http://d/v6.1.1/libpod/pods/json": EOF""")]
    [InlineData("""Error: Post "http://web1:8080/v5.8.6/libpod/containers/import/restore?import=true": read tcp 127.0.0.1:2->127.0.0.1:1: read: connection reset by peer""")]
    public void A_service_that_goes_away_is_not_there(string error) => Assert.True(PodmanErrors.IsUnreachable(error));

    [Theory, MemberData(nameof(Versions))]
    public void A_registry_that_is_not_there_is_no_missing_service(string version) =>
        Assert.False(PodmanErrors.IsUnreachable(CapturedHost.Error(version, "failed-pull.txt")));

    [Theory, MemberData(nameof(Versions))]
    public async Task Says_what_failed_and_why(string version)
    {
        FakeRunner runner = new FakeRunner().Fail("podman pod inspect nosuch", 125, CapturedHost.Error(version, "failed-pod.txt"), "[]\n");
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => new PodmanCommand(runner).ReadAsync(["pod", "inspect", "nosuch"], default));
        Assert.Equal("PodmanFailed", exception.ErrorId);
        Assert.Equal("'podman pod inspect nosuch' failed with exit code 125: no such pod nosuch", exception.Message);
        Assert.Equal(("no such pod nosuch", "podman pod inspect nosuch"), (exception.Reason, exception.Command));
        Assert.Equal("[]\n", (await new PodmanCommand(runner).TryAsync(["pod", "inspect", "nosuch"], default)).Output);
    }

    [Theory]
    [InlineData(125, "", "it did not say why")]
    [InlineData(137, "", "it was ended by signal 9")]
    [InlineData(125, "warned\n", "warned")]
    [InlineData(125, "Error: first\nError: second\nlast\n", "second")]
    [InlineData(126, "time=\"2026-11-24T00:48:05Z\" level=error msg=\"so \\\"it\\\" is\"\n", "so \"it\" is")]
    public async Task Finds_the_reason(int exitCode, string error, string reason)
    {
        FakeRunner runner = new FakeRunner().Fail("podman ps", exitCode, error);
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => new PodmanCommand(runner).ReadAsync(["ps"], default));
        Assert.Equal(reason, exception.Reason);
    }

    [Fact]
    public async Task Keeps_what_was_run_and_what_was_warned_of()
    {
        const string Warning = "time=\"2026-11-24T00:48:05Z\" level=warning msg=\"The \\\"x\\\" is deprecated\" error=\"none\"\n\nplain\n";
        FakeRunner runner = new FakeRunner().Answer("podman ps", "[]", Warning).Fail("podman info", 1, "Error: no\n");
        var podman = new PodmanCommand(runner);
        await podman.ReadAsync(["ps"], default);
        await podman.TryAsync(["info"], default);
        Assert.Equal(
            [
                new PodmanMessage(false, "podman ps (exit code 0, 5 ms)"),
                new PodmanMessage(true, "podman: The \"x\" is deprecated"),
                new PodmanMessage(true, "podman: plain"),
                new PodmanMessage(false, "podman info (exit code 1, 5 ms)"),
            ],
            podman.TakeMessages());
        Assert.Empty(podman.TakeMessages());
    }

    [Theory]
    [InlineData("{", "podman ps")]
    [InlineData("{}", "list")]
    [InlineData("[1]", "podman ps")]
    [InlineData("[{\"Names\": \"x\"}]", "Names")]
    [InlineData("[{\"Ports\": [{\"host_port\": \"x\"}]}]", "host_port")]
    public void Output_that_is_not_understood_is_an_error(string output, string named)
    {
        PodmanException exception = Assert.Throws<PodmanException>(() => ContainerOutput.Containers(output));
        Assert.Equal("PodmanOutputUnexpected", exception.ErrorId);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }
}
