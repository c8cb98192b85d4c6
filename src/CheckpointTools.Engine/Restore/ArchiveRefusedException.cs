namespace CheckpointTools.Restore;

/// <summary>An archive is not what may be restored.</summary>
public sealed class ArchiveRefusedException : CheckpointToolsException
{
    private ArchiveRefusedException(string errorId, string message, string recommendedAction)
        : base(errorId, message, recommendedAction)
    {
    }

    internal static ArchiveRefusedException Invalid(CheckpointManifest manifest)
    {
        string[] reasons = [.. manifest.Findings.Where(static finding => finding.Severity == FindingSeverity.Error).Select(static finding => finding.Message).Take(3)];
        return new ArchiveRefusedException(
            "ArchiveInvalid",
            $"The archive is not sound and was not restored: {string.Join(' ', reasons)}",
            "Test-CheckpointArchive shows all that is wrong with it.");
    }

    internal static ArchiveRefusedException Changed(string path) => new(
        "ArchiveChanged",
        $"{path} changed while it was being restored, and was not restored.",
        "Wait until whoever writes the archive is done, then try again.");
}
