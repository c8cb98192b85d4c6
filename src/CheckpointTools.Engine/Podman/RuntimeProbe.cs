namespace CheckpointTools.Podman;

/// <summary>Asks an OCI runtime on this machine what it can do, with the words that Podman asks it with.</summary>
internal static class RuntimeProbe
{
    /// <summary>Asks a runtime.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="runtime">The runtime.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The runtime with the answers; one that cannot be run can do nothing.</returns>
    internal static async Task<HostRuntime> AskAsync(IProgramRunner runner, HostRuntime runtime, CancellationToken cancellationToken)
    {
        try
        {
            ProgramResult checkpoint = await runner.RunAsync(new ProgramCall(runtime.Path, ["checkpoint", "--help"]), cancellationToken).ConfigureAwait(false);
            ProgramResult restore = await runner.RunAsync(new ProgramCall(runtime.Path, ["restore", "--lsm-mount-context"]), cancellationToken).ConfigureAwait(false);
            return runtime with
            {
                Known = true,
                CanCheckpoint = checkpoint.ExitCode == 0,
                CanRestoreIntoPod = AsksForArgument(restore.Output) || AsksForArgument(restore.Error),
            };
        }
        catch (ProgramException)
        {
            return runtime with { Known = true };
        }
    }

    /// <summary>Whether an answer to <c>restore --lsm-mount-context</c> says that the option is known.</summary>
    /// <param name="text">The answer: runc's or crun's.</param>
    /// <returns>Podman before 5.3 knows runc's words only.</returns>
    internal static bool AsksForArgument(string text) =>
        text.Contains("flag needs an argument", StringComparison.Ordinal) || text.Contains("requires an argument", StringComparison.Ordinal);
}
