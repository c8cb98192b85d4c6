namespace CheckpointTools.Archive;

/// <summary>
/// The bytes of an archive are not what its format asks for, and nothing behind them can be read. A full inspection
/// turns this into a <see cref="Finding"/>.
/// </summary>
public sealed class ArchiveFormatException : CheckpointToolsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id of the finding.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="location">Where: a member's name or an offset.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ArchiveFormatException(string errorId, string message, string location = "", Exception? innerException = null)
        : base(errorId, message, "Copy the archive from its source once more and compare checksums.", innerException) =>
        Location = location;

    /// <summary>Where in the archive the fault is.</summary>
    public string Location { get; }

    /// <summary>The same as a finding.</summary>
    /// <returns>The finding, of severity <c>Error</c>.</returns>
    public Finding ToFinding() => Finding.Error(ErrorId, Message, Location);
}
