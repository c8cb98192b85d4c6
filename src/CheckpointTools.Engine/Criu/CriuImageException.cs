namespace CheckpointTools.Criu;

/// <summary>
/// A CRIU image is not what its name says, or is damaged. <see cref="CheckpointToolsException.ErrorId"/> is one of the
/// ids of this type.
/// </summary>
public sealed class CriuImageException : CheckpointToolsException
{
    /// <summary>The image does not begin with the magic numbers of its kind.</summary>
    public const string MagicWrong = "CriuImageMagicWrong";

    /// <summary>The image ends before what it announced.</summary>
    public const string Truncated = "CriuImageTruncated";

    /// <summary>A message is longer than <see cref="CriuLimits.MaxMessageLength"/>.</summary>
    public const string MessageTooLarge = "CriuMessageTooLarge";

    /// <summary>A message is no valid protobuf, or lacks a field that CRIU always writes.</summary>
    public const string MessageMalformed = "CriuMessageMalformed";

    /// <summary>Bytes follow the one message that an image of this kind holds.</summary>
    public const string TrailingData = "CriuImageTrailingData";

    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">One of the constants above.</param>
    /// <param name="message">What is wrong with the image, in a sentence.</param>
    /// <param name="memberName">The archive's member that the image is.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CriuImageException(string errorId, string message, string memberName, Exception? innerException = null)
        : base(errorId, message, "Take a new checkpoint, or copy the archive again from where it was made.", innerException)
    {
        MemberName = memberName;
    }

    /// <summary>The archive's member that the image is.</summary>
    public string MemberName { get; }
}
