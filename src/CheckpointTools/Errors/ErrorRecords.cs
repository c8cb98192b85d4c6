using System.Management.Automation;

namespace CheckpointTools.Errors;

/// <summary>Makes every error record of the module, so that ids, categories and advice stand in one place.</summary>
internal static class ErrorRecords
{
    /// <summary>An error of the engine.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">The path of the archive, or what else it is about.</param>
    /// <returns>The record.</returns>
    internal static ErrorRecord From(CheckpointToolsException exception, object target) =>
        Record(exception, exception.ErrorId, Category(exception.ErrorId), target, exception.RecommendedAction);

    /// <summary>Whether no later archive of the pipeline could fare better.</summary>
    /// <param name="id">The error's id.</param>
    /// <returns>True where the pipeline should end.</returns>
    internal static bool EndsPipeline(string id) => id is "PodmanMissing" or "HostUnreachable" or "RootRequired" or "PodNotFound" or "PodHasNoInfraContainer";

    /// <summary>A path of another provider than the file system's.</summary>
    internal static ErrorRecord NotFileSystem(string path, string provider) => Record(
        new ArgumentException($"{path} is a path of the {provider} provider; archives are files."),
        "PathNotFileSystem",
        ErrorCategory.InvalidArgument,
        path,
        "Name a file, for example FileSystem::/srv/checkpoints/web.tar.");

    /// <summary>A wildcard without a match.</summary>
    internal static ErrorRecord NothingMatches(string path) => Record(
        new ItemNotFoundException($"Nothing matches {path}."),
        "PathNotFound",
        ErrorCategory.ObjectNotFound,
        path,
        "Check the pattern; -LiteralPath takes a name with [ or * in it as it is.");

    /// <summary>A path that is not there.</summary>
    internal static ErrorRecord PathNotFound(Exception exception, string path) =>
        Record(exception, "PathNotFound", ErrorCategory.ObjectNotFound, path, "Check the path; -LiteralPath takes a name with [ or * in it as it is.");

    private static ErrorCategory Category(string id) => id switch
    {
        "ArchiveNotFound" => ErrorCategory.ObjectNotFound,
        "ArchiveIsDirectory" or "ArchiveNotRegular" => ErrorCategory.InvalidType,
        "ArchiveAccessDenied" => ErrorCategory.PermissionDenied,
        "ArchiveUnreadable" => ErrorCategory.ReadError,
        "PodmanMissing" or "PodNotFound" or "ImageUnavailable" or "NetworkMissing" => ErrorCategory.ObjectNotFound,
        "ProgramMissing" => ErrorCategory.ObjectNotFound,
        "ProgramNotStarted" => ErrorCategory.OpenError,
        "ProgramOutputTooLong" => ErrorCategory.LimitsExceeded,
        "HostUnreachable" => ErrorCategory.ConnectionError,
        "RootRequired" => ErrorCategory.PermissionDenied,
        "ContainerExists" or "VolumeExists" or "PortInUse" or "StaticAddressTaken" => ErrorCategory.ResourceExists,
        "NotEnoughSpace" or "StagingUnavailable" => ErrorCategory.ResourceUnavailable,
        "ArchiveNotTrusted" or "ArchiveInvalid" or "ArchiveChanged" => ErrorCategory.SecurityError,
        "InvalidPort" or "PortConflict" or "InvalidName" or "OptionConflict" => ErrorCategory.InvalidArgument,
        "PodRequired" or "NotAPodContainer" or "PodHasNoInfraContainer" => ErrorCategory.InvalidOperation,
        "CriuTooOld" or "RuntimeMissing" or "RuntimeLacksRestore" or "RuntimeLacksPodRestore" => ErrorCategory.NotInstalled,
        "CriuFailed" or "RestoreFailed" or "RestoreStopped" or "PodmanFailed" => ErrorCategory.OperationStopped,
        _ when id.EndsWith("NotShared", StringComparison.Ordinal) => ErrorCategory.InvalidOperation,
        _ when id.StartsWith("Limit", StringComparison.Ordinal) => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.InvalidData,
    };

    private static ErrorRecord Record(Exception exception, string id, ErrorCategory category, object target, string recommendedAction)
    {
        var record = new ErrorRecord(exception, id, category, target);
        if (recommendedAction.Length > 0)
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = recommendedAction };
        return record;
    }
}
