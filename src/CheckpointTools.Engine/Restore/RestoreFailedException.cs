namespace CheckpointTools.Restore;

/// <summary>
/// A restore was begun and did not succeed: <c>RestoreFailed</c>, <c>CriuFailed</c>, or the id of the proof that failed.
/// What it had made on the host was taken away again, unless <see cref="LeftBehind"/> says otherwise.
/// </summary>
public sealed class RestoreFailedException : CheckpointToolsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id.</param>
    /// <param name="message">What happened.</param>
    /// <param name="recommendedAction">What to do next.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public RestoreFailedException(string errorId, string message, string recommendedAction, Exception? innerException = null)
        : base(errorId, message, recommendedAction, innerException)
    {
    }

    /// <summary>The end of CRIU's restore.log, as it stood before the container was removed; none where there was no log.</summary>
    public IReadOnlyList<string> RestoreLog { get; init; } = [];

    /// <summary>What could not be taken away again, in words; none where the host is as it was.</summary>
    public IReadOnlyList<string> LeftBehind { get; init; } = [];
}
