using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the OCI runtime is the archive's, is there, and can restore.</summary>
internal static class RuntimeRules
{
    /// <summary>
    /// Podman: "was created with runtime '%s' and cannot be restored with runtime '%s'", which compares texts; here the
    /// same program under another name is not another. Over a connection the service's default runtime is used, which Podman
    /// does not compare; CRIU then fails ("CRIU restoring failed -52").
    /// </summary>
    internal static readonly RestoreRule RuntimeMismatch = new(
        "RuntimeMismatch",
        HostFact.System | HostFact.Runtime,
        NamesNone,
        static context =>
        {
            string archived = context.Request.Config.Runtime;
            string wanted = context.Host.IsRemote ? context.Host.Runtime : context.Request.Runtime;
            return context.Runtime.Agree switch
            {
                true => RuleVerdict.Passed(wanted == archived ? $"The archive was made with {archived}, which will restore it." : $"{wanted} is the {archived} that the archive was made with."),
                null => RuleVerdict.Unknown($"The archive was made with {archived}; whether {(wanted.Length > 0 ? wanted : "the service's runtime")} is the same could not be found out."),
                false => RuleVerdict.Failed($"The archive was made with the OCI runtime {archived}; {wanted} cannot restore it.", context.Host.IsRemote
                    ? $"Make {archived} the service's default: runtime = \"{archived}\" in its containers.conf."
                    : $"Leave out -Runtime, or give -Runtime {archived}."),
            };
        });

    /// <summary>Podman: "default OCI runtime … not found", where the archive's runtime is not on the host.</summary>
    internal static readonly RestoreRule RuntimeMissing = new(
        "RuntimeMissing",
        HostFact.Runtime,
        NamesNone,
        static context => context.Runtime.Wanted switch
        {
            null => RuleVerdict.Unknown($"Whether {context.Request.Runtime} is on the host could not be found out."),
            { Path.Length: 0 } => RuleVerdict.Failed(
                $"The OCI runtime {context.Request.Runtime} is not on this host.",
                $"Install it; or, where it has another path here, give that: -Runtime PATH. Checkpoints of one runtime cannot be restored by another."),
            var runtime => RuleVerdict.Passed($"{context.Request.Runtime} is there: {runtime.Path} {runtime.Version}".TrimEnd() + "."),
        });

    /// <summary>Seed: <c>RUNTIME checkpoint --help</c> has to succeed; a crun built without CRIU fails it.</summary>
    internal static readonly RestoreRule RuntimeLacksRestore = new(
        "RuntimeLacksRestore",
        HostFact.Runtime,
        static _ => null,
        static context => context.Runtime.Wanted switch
        {
            null or { Known: false } => RuleVerdict.Unknown("Whether the OCI runtime can restore could not be found out."),
            { Path.Length: 0 } => RuleVerdict.NotApplicable("The OCI runtime was not found."),
            { CanCheckpoint: true } runtime => RuleVerdict.Passed($"{runtime.Name} can checkpoint and restore."),
            var runtime => RuleVerdict.Failed($"The OCI runtime {runtime.Name} cannot checkpoint and restore.", Install(runtime)),
        });

    /// <summary>Seed: <c>RUNTIME restore --lsm-mount-context</c> has to be known.</summary>
    internal static readonly RestoreRule RuntimeLacksPodRestore = new(
        "RuntimeLacksPodRestore",
        HostFact.Runtime,
        PodRules.Exempt,
        static context => context.Runtime.Wanted switch
        {
            null or { Known: false } => RuleVerdict.Unknown("Whether the OCI runtime can restore into pods could not be found out."),
            { Path.Length: 0 } => RuleVerdict.NotApplicable("The OCI runtime was not found."),
            // It knew only runc's answer to the question.
            { CanRestoreIntoPod: true } runtime when runtime.Name.EndsWith("crun", StringComparison.Ordinal) && context.PodmanVersion is { } podman && !podman.IsAtLeast(5, 3) =>
                RuleVerdict.Failed($"Podman {context.Host.PodmanVersion} does not know that crun can restore into pods.", "Update Podman to 5.3 or later."),
            { CanRestoreIntoPod: true } runtime => RuleVerdict.Passed($"{runtime.Name} can restore into pods."),
            var runtime => RuleVerdict.Failed($"The OCI runtime {runtime.Name} cannot restore into pods.", "It has to be runc 1.1 or later, or crun 1.18 or later with Podman 5.3 or later."),
        });

    private static string? NamesNone(RestoreRequest request) => request.Config.Runtime.Length == 0 ? "The archive names no OCI runtime." : null;

    private static string Install(HostRuntime runtime) => runtime.Name.EndsWith("crun", StringComparison.Ordinal)
        ? "Install a crun that is built with CRIU, and libcriu2 (Debian) or criu-libs (Fedora); 'crun --version' then says +CRIU."
        : "Install a runtime of this name that can.";
}
