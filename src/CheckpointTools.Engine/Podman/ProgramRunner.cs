using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CheckpointTools.Podman;

/// <summary>
/// Runs programs as child processes: with an argument list, an empty standard input, both outputs read at once and
/// bounded, in the C locale, and gone when the run is cancelled.
/// </summary>
internal sealed partial class ProgramRunner : IProgramRunner
{
    private const int TerminateSignal = 15;

    // A grandchild may have inherited the pipes and keep them open for as long as it likes.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long a program has to end by itself once it was asked to, before it is killed with all its children.</summary>
    internal TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where programs are looked up; PATH unless a test says otherwise.</summary>
    internal string? SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH");

    /// <inheritdoc/>
    public async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Process process = Start(call);
        long started = Stopwatch.GetTimestamp();
        var output = new BoundedOutput(call.OutputLimit, keepsEnd: false);
        var error = new BoundedOutput(call.ErrorLimit, keepsEnd: true);
        using var reading = new CancellationTokenSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> outputRead = ReadAsync(output, process.StandardOutput.BaseStream, stopping, reading.Token);
        Task<bool> errorRead = ReadAsync(error, process.StandardError.BaseStream, stopping, reading.Token);
        try
        {
            await process.WaitForExitAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process).ConfigureAwait(false);
        }

        TimeSpan duration = Stopwatch.GetElapsedTime(started);
        reading.CancelAfter(OutputGrace);
        bool complete = await outputRead.ConfigureAwait(false);
        await errorRead.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return complete
            ? new ProgramResult(process.ExitCode, output.Text(), error.Text(), duration)
            : throw ProgramException.OutputTooLong(call);
    }

    private static async Task<bool> ReadAsync(BoundedOutput output, Stream stream, CancellationTokenSource stopping, CancellationToken cancellationToken)
    {
        try
        {
            bool complete = await output.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            if (!complete)
                await stopping.CancelAsync().ConfigureAwait(false);
            return complete;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task StopAsync(Process process)
    {
        if (!process.HasExited)
            _ = Kill(process.Id, TerminateSignal);
        using var grace = new CancellationTokenSource(TerminationGrace);
        try
        {
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Process Start(ProgramCall call)
    {
        string path = ProgramPath.Find(call.Program, SearchPath) ?? throw ProgramException.Missing(call.Program);
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["LC_ALL"] = "C", ["NO_COLOR"] = "1" },
        };
        foreach (string argument in call.Arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in call.Environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw ProgramException.NotStarted(path, exception);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
