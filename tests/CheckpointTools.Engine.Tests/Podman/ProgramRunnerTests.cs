using System.Diagnostics;
using System.Text;
using CheckpointTools.Podman;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Podman;

/// <summary>Real child processes: small scripts in the place of podman.</summary>
public sealed class ProgramRunnerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passes_every_argument_as_it_is()
    {
        string[] arguments = ["", " ", "a b", "$(id)", "`id`", "*", "'", "\"", "\\", "-n", "é\u2028\U0001F600", "a\nb", ";reboot"];
        ProgramResult result = await Run("""for a; do printf '%s\0' "$a"; done""", arguments);
        Assert.Equal(arguments, result.Output.Split('\0')[..^1]);
    }

    [Fact]
    public async Task Gives_both_outputs_and_the_exit_code()
    {
        ProgramResult result = await Run("echo out; echo err >&2; exit 7");
        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.Output, result.Error));
        Assert.True(result.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task Gives_the_signal_that_ended_it() => Assert.Equal(128 + 9, (await Run("kill -9 $$")).ExitCode);

    [Fact]
    public async Task Has_nothing_to_read_and_speaks_English()
    {
        ProgramResult result = await Run("""cat; printf '%s' "$LC_ALL $NO_COLOR $HOME" """);
        Assert.Equal($"C 1 {Environment.GetEnvironmentVariable("HOME")}", result.Output);
    }

    [Fact]
    public async Task Adds_to_the_environment()
    {
        ProgramCall call = Call("""printf '%s' "$ADDED" """) with { Environment = new Dictionary<string, string> { ["ADDED"] = "x y" } };
        Assert.Equal("x y", (await new ProgramRunner().RunAsync(call, default)).Output);
    }

    [Fact]
    public async Task Reads_much_of_both_outputs_at_once()
    {
        // More than a pipe holds, on both, so that reading one after the other would hang.
        ProgramResult result = await Run("for i in 1 2 3 4 5 6 7 8; do head -c 100000 /dev/zero | tr '\\0' o; head -c 100000 /dev/zero | tr '\\0' e >&2; done").WaitAsync(Soon);
        Assert.Equal(800_000, result.Output.Length);
        Assert.Equal(256 << 10, result.Error.Length);
    }

    [Fact]
    public async Task Keeps_the_end_of_what_it_complains_of()
    {
        ProgramCall call = Call("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done") with { ErrorLimit = 100 };
        ProgramResult result = await new ProgramRunner().RunAsync(call, default);
        Assert.Equal(100, result.Error.Length);
        Assert.EndsWith("line 2998\nline 2999\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_a_program_that_writes_without_end()
    {
        ProgramCall call = Call("echo $$ >&2; exec yes") with { OutputLimit = 100_000 };
        ProgramException exception = await Assert.ThrowsAsync<ProgramException>(() => new ProgramRunner().RunAsync(call, default).WaitAsync(Soon));
        Assert.Equal("ProgramOutputTooLong", exception.ErrorId);
    }

    [Fact]
    public async Task Allows_exactly_as_much_as_it_may()
    {
        ProgramCall call = Call("head -c 100000 /dev/zero") with { OutputLimit = 100_000 };
        Assert.Equal(100_000, (await new ProgramRunner().RunAsync(call, default)).Output.Length);
    }

    [Fact]
    public async Task Does_not_wait_for_a_grandchild_that_keeps_the_pipes()
    {
        var watch = Stopwatch.StartNew();
        ProgramResult result = await Run("sleep 30 & echo $!").WaitAsync(Soon);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"it took {watch.Elapsed}");
        Process.GetProcessById(int.Parse(result.Output, System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }

    [Fact]
    public async Task Asks_a_program_to_end_when_the_run_is_cancelled()
    {
        string said = Path.Combine(_folder.Path, "said");
        (Task<ProgramResult> run, int process) = await Started(new ProgramRunner(), $"trap 'echo ended > {said}; exit 0' TERM; echo $$ > {Ready}; while :; do sleep 0.05; done");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon));
        Assert.False(IsRunning(process));
        Assert.Equal("ended\n", await File.ReadAllTextAsync(said));
    }

    [Fact]
    public async Task Kills_a_program_that_does_not_end_with_its_children()
    {
        string child = Path.Combine(_folder.Path, "child");
        var runner = new ProgramRunner { TerminationGrace = TimeSpan.FromMilliseconds(200) };
        (Task<ProgramResult> run, int process) = await Started(runner, $"trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > {child}; sleep 60' & while [ ! -s {child} ]; do sleep 0.02; done; echo $$ > {Ready}; wait; sleep 60");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon));
        Assert.False(IsRunning(process));
        int descendant = int.Parse(await File.ReadAllTextAsync(child), System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i < 100 && IsRunning(descendant); i++)
            await Task.Delay(20);
        Assert.False(IsRunning(descendant));
    }

    [Fact]
    public async Task Starts_nothing_once_cancelled()
    {
        string mark = Path.Combine(_folder.Path, "mark");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProgramRunner().RunAsync(Call($"echo > {mark}"), new CancellationToken(canceled: true)));
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Runs_several_at_once_without_a_thread_for_each()
    {
        var watch = Stopwatch.StartNew();
        ProgramResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Run($"sleep 1; echo {number}"))).WaitAsync(Soon);
        Assert.Equal(Enumerable.Range(0, 16).Select(static number => $"{number}\n"), results.Select(static result => result.Output));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"it took {watch.Elapsed}");
    }

    [Fact]
    public async Task Says_what_is_missing_and_what_cannot_be_started()
    {
        ProgramException missing = await Assert.ThrowsAsync<ProgramException>(() => new ProgramRunner { SearchPath = _folder.Path }.RunAsync(new ProgramCall("podman", []), default));
        Assert.Equal(("ProgramMissing", "podman"), (missing.ErrorId, missing.Program));

        string broken = _folder.Write("broken", "\u007fELF but not really"u8.ToArray());
        File.SetUnixFileMode(broken, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        ProgramException notStarted = await Assert.ThrowsAsync<ProgramException>(() => new ProgramRunner().RunAsync(new ProgramCall(broken, []), default));
        Assert.Equal("ProgramNotStarted", notStarted.ErrorId);
    }

    [Fact]
    public async Task Reads_a_fake_podman_on_PATH()
    {
        string podman = _folder.Write("podman", Encoding.UTF8.GetBytes("#!/bin/sh\necho \"[$*]\"\n"));
        File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var command = new PodmanCommand(new ProgramRunner { SearchPath = _folder.Path }, "web1");
        Assert.Equal("[--connection web1 ps --all]\n", await command.ReadAsync(["ps", "--all"], default));

        File.Delete(podman);
        PodmanException exception = await Assert.ThrowsAsync<PodmanException>(() => command.ReadAsync(["ps"], default));
        Assert.Equal("PodmanMissing", exception.ErrorId);
    }

    private static ProgramCall Call(string script, params string[] arguments) => new("sh", ["-c", script, "sh", .. arguments]);

    private static Task<ProgramResult> Run(string script, params string[] arguments) => new ProgramRunner().RunAsync(Call(script, arguments), default);

    private static bool IsRunning(int process)
    {
        // A zombie is not: nobody may be there to reap an orphan.
        string status = $"/proc/{process}/stat";
        try
        {
            return File.Exists(status) && File.ReadAllText(status).Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Ready => Path.Combine(_folder.Path, "ready");

    // Runs a script until it has written its process id, and cancels the run.
    private async Task<(Task<ProgramResult> Run, int Process)> Started(ProgramRunner runner, string script)
    {
        using var cancellation = new CancellationTokenSource();
        Task<ProgramResult> run = runner.RunAsync(Call(script), cancellation.Token);
        while (!File.Exists(Ready) || new FileInfo(Ready).Length == 0)
        {
            Assert.False(run.IsCompleted);
            await Task.Delay(20);
        }

        int process = int.Parse(await File.ReadAllTextAsync(Ready), System.Globalization.CultureInfo.InvariantCulture);
        await cancellation.CancelAsync();
        return (run, process);
    }
}
