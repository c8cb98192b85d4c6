using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether CRIU is there and new enough.</summary>
internal static class CriuRules
{
    /// <summary>Seed: <c>criu.MinCriuVersion</c> is 3.11 and <c>criu.PodCriuVersion</c> 3.16.</summary>
    internal static readonly RestoreRule CriuTooOld = new(
        "CriuTooOld",
        HostFact.Criu,
        static _ => null,
        static context =>
        {
            int minor = context.Request.JoinsPod ? 16 : 11;
            string needed = $"CRIU 3.{minor} or later is needed{(context.Request.JoinsPod ? " to restore into a pod" : "")}";
            if (!context.Host.CriuKnown)
                return RuleVerdict.Unknown($"{needed}, and the host's could not be asked for its version.");
            return SoftwareVersion.Parse(context.Host.CriuVersion) switch
            {
                null => RuleVerdict.Failed($"{needed}; there is none on this host.", "Install CRIU: the package criu, and for crun libcriu2 (Debian) or criu-libs (Fedora)."),
                { } version when version.IsAtLeast(3, minor) => RuleVerdict.Passed($"CRIU {context.Host.CriuVersion} is new enough."),
                _ => RuleVerdict.Failed($"{needed}; this is {context.Host.CriuVersion}.", "Update CRIU."),
            };
        });
}
