namespace CheckpointTools;

/// <summary>The words that <see cref="CheckpointManifest.Verification"/> takes.</summary>
public static class VerificationState
{
    /// <summary>Only the beginning was read; that can list, but never approve.</summary>
    public const string NotVerified = "NotVerified";

    /// <summary>All of it was read, and no finding is an <c>Error</c>.</summary>
    public const string Valid = "Valid";

    /// <summary>At least one finding is an <c>Error</c>.</summary>
    public const string Invalid = "Invalid";
}
