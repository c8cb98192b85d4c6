using CheckpointTools.Podman;

namespace CheckpointTools.Tests.Podman;

/// <summary>A real host as podman, criu and the OCI runtimes told of it: the files of tests/fixtures/host, made by its capture.sh.</summary>
internal static class CapturedHost
{
    /// <summary>The versions of podman that were captured.</summary>
    public static TheoryData<string> Versions { get; } = ["5.4.2", "5.8.6", "6.1.1"];

    /// <summary>What was written to standard output; empty where nothing was.</summary>
    public static string Output(string version, string file) => Text(version, file);

    /// <summary>What was written to standard error; empty where nothing was.</summary>
    public static string Error(string version, string file) => Text(version, file + ".err");

    /// <summary>Answers as the host did.</summary>
    public static FakeRunner Runner(string version, Func<string, CancellationToken, Task>? delay = null)
    {
        var runner = new FakeRunner(delay);
        string[] pods = [.. PodOutput.Ids(Output(version, "pod-ps.json")).Select(static pod => pod.Id)];
        string[] infra = [.. PodOutput.Ids(Output(version, "pod-ps.json")).Select(static pod => pod.InfraId).Where(static id => id.Length > 0)];
        foreach (string start in new[] { "podman", "podman --url unix:///run/podman/podman.sock" })
        {
            string remote = start == "podman" ? "" : "remote-";
            runner.Answer($"{start} info --format json", Output(version, $"{remote}info.json"));
            runner.Answer($"{start} ps --all --external --format json", Output(version, $"{remote}ps.json"));
            runner.Answer($"{start} images --all --format json", Output(version, $"{remote}images.json"));
            runner.Answer($"{start} pod ps --format json", Output(version, "pod-ps.json"));
            runner.Answer($"{start} pod inspect {string.Join(' ', pods)}", Output(version, $"{remote}pod-inspect.json"));
            runner.Answer($"{start} container inspect {string.Join(' ', infra)}", Output(version, "container-inspect.json"));
            runner.Answer($"{start} volume ls --format json", Output(version, "volume-ls.json"));
            runner.Answer($"{start} network ls --format json", Output(version, "network-ls.json"));
            runner.Answer($"{start} network inspect app podman", Output(version, $"{remote}network-inspect.json"));
        }

        runner.Answer("podman --runtime crun info --format json", Output(version, "info-crun.json"));
        runner.Answer("podman --runtime runc info --format json", Output(version, "info-runc.json"));
        runner.Fail("podman --runtime nosuch info --format json", 125, Error(version, "info-nosuch.json"));
        runner.Fail("podman --runtime /nosuch/runc info --format json", 125, Error(version, "info-nosuch-path.json"));
        runner.Answer("criu --version", Output(version, "criu-version.txt"));
        runner.Answer("/usr/bin/runc checkpoint --help", "");
        runner.Fail("/usr/bin/runc restore --lsm-mount-context", 1, Error(version, "runc-restore.txt"), Output(version, "runc-restore.txt"));
        runner.Answer("/usr/local/libexec/crun checkpoint --help", "");
        runner.Fail("/usr/local/libexec/crun restore --lsm-mount-context", 64, Error(version, "crun-restore.txt"));
        return runner;
    }

    private static string Text(string version, string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "fixtures", "host", version, file);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
