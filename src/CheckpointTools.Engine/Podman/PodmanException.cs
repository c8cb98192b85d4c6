namespace CheckpointTools.Podman;

/// <summary>
/// Podman could not be asked, or said no: <c>PodmanMissing</c>, <c>HostUnreachable</c>, <c>PodmanFailed</c> or
/// <c>PodmanOutputUnexpected</c>.
/// </summary>
public sealed class PodmanException : CheckpointToolsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id of what went wrong, in PascalCase.</param>
    /// <param name="message">What happened, in a sentence.</param>
    /// <param name="recommendedAction">What to do or type next.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public PodmanException(string errorId, string message, string recommendedAction = "", Exception? innerException = null)
        : base(errorId, message, recommendedAction, innerException)
    {
    }

    /// <summary>The command as one would type it; empty where it was never run.</summary>
    public string Command { get; init; } = "";

    /// <summary>What Podman itself gave as the reason, without its <c>Error:</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Podman's exit code; 0 where it was never run, or did what it was told.</summary>
    public int ExitCode { get; init; }

    /// <summary>All that Podman wrote to standard error, or the end of it.</summary>
    public string StandardError { get; init; } = "";
}
