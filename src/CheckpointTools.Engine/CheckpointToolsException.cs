namespace CheckpointTools;

/// <summary>
/// Something that CheckpointTools was asked for could not be done. Every exception that the engine throws on purpose
/// derives from this one.
/// </summary>
public class CheckpointToolsException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id of what went wrong, in PascalCase.</param>
    /// <param name="message">What happened, in a sentence.</param>
    /// <param name="recommendedAction">What to do or type next; empty where nothing sensible can be said.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CheckpointToolsException(string errorId, string message, string recommendedAction = "", Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        RecommendedAction = recommendedAction;
    }

    /// <summary>The stable id of what went wrong; it becomes the <c>FullyQualifiedErrorId</c> in PowerShell.</summary>
    public string ErrorId { get; }

    /// <summary>What to do or type next; may be empty.</summary>
    public string RecommendedAction { get; }
}
