using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the archive holds something that Podman can restore.</summary>
internal static class ArchiveRules
{
    /// <summary>Ours: the inspection found errors, so that what it says cannot be relied on.</summary>
    internal static readonly RestoreRule ArchiveInvalid = new(
        "ArchiveInvalid",
        HostFact.None,
        static _ => null,
        static context =>
        {
            CheckpointManifest manifest = context.Request.Manifest;
            string[] errors = [.. manifest.Findings.Where(static finding => finding.Severity == FindingSeverity.Error).Select(static finding => finding.Message)];
            if (manifest.Verification == VerificationState.Invalid || errors.Length > 0)
            {
                return RuleVerdict.Failed(
                    $"The archive is not sound: {string.Join(' ', errors.Take(3))}{(errors.Length > 3 ? FormattableString.Invariant($" And {errors.Length - 3} more.") : "")}",
                    $"Test-CheckpointArchive -LiteralPath '{Quote(manifest.ArchivePath)}' shows all that is wrong with it. Take another copy of it.");
            }
            return manifest.Verification == VerificationState.Valid
                ? RuleVerdict.Passed("All of the archive was read and is sound.")
                : RuleVerdict.Unknown("Only the beginning of the archive was read; an import reads all of it before Podman does.");
        });

    /// <summary>
    /// Ours: Podman's maintainers say that an archive must be trusted; this says when it must not be without a person's word.
    /// </summary>
    internal static readonly RestoreRule ArchiveNotTrusted = new(
        "ArchiveNotTrusted",
        HostFact.None,
        static _ => null,
        static context =>
        {
            CheckpointManifest manifest = context.Request.Manifest;
            string[] reasons = [.. manifest.Findings.Where(static finding => finding.Risk == FindingRisk.High).Select(static finding => finding.Message)];
            if (reasons.Length == 0)
            {
                return RuleVerdict.Passed($"What the archive would get of the host is of {manifest.RiskLevel.ToLowerInvariant()} risk{(context.Request.IsFullyRead ? "" : " by config.dump and spec.dump")}.");
            }
            string message = $"The archive would get more of this host than a container should: {string.Join(' ', reasons.Take(5))}{(reasons.Length > 5 ? FormattableString.Invariant($" And {reasons.Length - 5} more.") : "")}";
            return context.Request.Options.Force
                ? RuleVerdict.Warning(message, "It is restored all the same, because of -Force.")
                : RuleVerdict.Failed(message, "If you know who made the archive and that it needs this, add -Force.");
        });

    /// <summary>Ours: Podman restores what Podman wrote, and fails late or strangely on anything else.</summary>
    internal static readonly RestoreRule NotRestorable = new(
        "NotRestorable",
        HostFact.None,
        static _ => null,
        static context => Reason(context.Request.Manifest) is { } reason
            ? RuleVerdict.Failed(reason.Message, reason.Action)
            : RuleVerdict.Passed($"It is a checkpoint that {context.Request.Manifest.Layout} exported."));

    /// <summary>Seed: "cannot import checkpoints of containers with dependencies". Namespaces of a container outside a pod are such too.</summary>
    internal static readonly RestoreRule HasDependencies = new(
        "HasDependencies",
        HostFact.None,
        static _ => null,
        static context =>
        {
            RestoreRequest request = context.Request;
            if (request.Config.Dependencies.Count > 0)
                return Fails($"The container needs other containers ({string.Join(", ", request.Config.Dependencies)}).");
            // Podman exports no such container; config.dump was written by something else.
            return !request.WasInPod && request.Config.NamespaceContainers.Count > 0
                ? Fails($"The container was in no pod but used namespaces of another container: {string.Join(", ", request.Config.NamespaceContainers.Keys)}.")
                : RuleVerdict.Passed("The container needs no other container.");

            static RuleVerdict Fails(string message) =>
                RuleVerdict.Failed(message + " Podman does not restore those.", "Checkpoint a container that was made without --requires and without namespaces of another container.");
        });

    /// <summary>Ours: without the pre-checkpoint CRIU fails in the middle, with half of the container there.</summary>
    internal static readonly RestoreRule PreviousRequired = new(
        "PreviousRequired",
        HostFact.None,
        static _ => null,
        static context =>
        {
            RestoreRequest request = context.Request;
            bool given = request.Options.PreviousPath.Length > 0;
            if (request.Manifest.IsIncremental is true)
            {
                return given
                    ? RuleVerdict.Passed("The pre-checkpoint that the archive builds on was given.")
                    : RuleVerdict.Failed("The archive holds only what changed since a pre-checkpoint.", "Give the archive of the pre-checkpoint: -PreviousPath FILE.");
            }
            if (request.Manifest.IsIncremental is null)
                return RuleVerdict.Unknown("Only a full reading tells whether the archive builds on a pre-checkpoint.");
            return given
                ? RuleVerdict.Warning("The archive builds on no pre-checkpoint; the one given with -PreviousPath has no effect.", "Leave -PreviousPath out.")
                : RuleVerdict.Passed("The archive is complete in itself.");
        });

    /// <summary>Whether <see cref="NotRestorable"/> lets an archive through, so that the other rules can look into it.</summary>
    internal static bool IsRestorable(CheckpointManifest manifest) => Reason(manifest) is null;

    internal static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static (string Message, string Action)? Reason(CheckpointManifest manifest)
    {
        if (manifest.Layout is not (ArchiveLayout.Podman or ArchiveLayout.Podman3))
        {
            return manifest.Layout switch
            {
                ArchiveLayout.Pod => ("This is the archive of a whole pod.", "Podman restores containers one by one; take them out of it, or restore it with the engine that made it."),
                ArchiveLayout.Unknown => ("The archive does not say which engine made it, and has not what Podman writes.", "Make the checkpoint with 'podman container checkpoint --export'."),
                _ => ($"The archive was made by {manifest.Layout}, whose config.dump does not hold what Podman needs.", $"Restore it with {manifest.Layout}; in Kubernetes, make an image of it and start a pod from that."),
            };
        }
        if (manifest.Config is null || manifest.Spec is null)
            return ($"{(manifest.Config is null ? "config.dump" : "spec.dump")} is missing or cannot be read.", "Take another copy of the archive.");
        if (manifest.IsPreCheckpoint)
            return ("This is a pre-checkpoint: memory alone, of a container that went on running.", "Give the checkpoint that was made after it, and this one as -PreviousPath.");
        return manifest.Id.Length == 64 && manifest.Id.All(char.IsAsciiHexDigitLower)
            ? null
            : ("The container's id in config.dump is not of 64 hexadecimal digits.", "Take another copy of the archive; Podman makes folders under that name.");
    }
}
