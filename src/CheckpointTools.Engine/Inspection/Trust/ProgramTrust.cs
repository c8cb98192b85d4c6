using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Programs of the host that a restore would run, and files of it that a restore would write, all as root.</summary>
internal static class ProgramTrust
{
    private static readonly string[] ProgramFolders =
        ["/usr/", "/bin/", "/sbin/", "/opt/", "/nix/store/", "/gnu/store/", "/run/current-system/", "/snap/", "/var/lib/snapd/snap/"];

    private static readonly string[] RunFolders = ["/run/", "/var/run/", "/tmp/", "/var/tmp/"];

    internal static IEnumerable<Finding> Check(TrustSubject subject) =>
        [.. Hooks(subject.Spec), .. ExitCommand(subject.Config), .. Runtime(subject.Config), .. PidFiles(subject.Config), .. Secrets(subject.Config)];

    /// <summary>Whether a path names a program where only root installs some; one that climbs may do so from where a link leads.</summary>
    internal static bool IsInstalled(string path) =>
        !MemberName.Climbs(path) && ProgramFolders.Any(folder => ("/" + MemberName.Clean(path)).StartsWith(folder, StringComparison.Ordinal));

    private static IEnumerable<Finding> Hooks(SpecDump? spec) =>
        (spec?.Hooks ?? []).Select(static hook => Finding.Trust(
            FindingRisk.High,
            "OciHook",
            $"The runtime would run a program of the host, as root and outside the container: hook {MemberRules.Printable(hook)}.",
            "spec.dump:$.hooks"));

    private static IEnumerable<Finding> ExitCommand(ConfigDump? config)
    {
        if (config is { ExitCommand.Count: > 0 } && !CleanupCommand.IsPodmans(config.ExitCommand, config.Id))
        {
            yield return Finding.Trust(
                FindingRisk.High,
                "ForeignExitCommand",
                $"When the container ends, a command of the archive would be run on the host as root, and it is not Podman's own: {MemberRules.Printable(string.Join(' ', config.ExitCommand))}.",
                "config.dump:$.exitCommand");
        }
    }

    private static IEnumerable<Finding> Runtime(ConfigDump? config)
    {
        if (config is not { Runtime: var runtime } || !runtime.Contains('/', StringComparison.Ordinal))
            yield break; // a name is looked up in the host's own list of runtimes
        bool isInstalled = runtime.StartsWith('/') && IsInstalled(runtime);
        if (isInstalled && RuntimeName.IsOne(runtime))
            yield break;
        yield return Finding.Trust(
            FindingRisk.High,
            isInstalled ? "RuntimeUnknown" : "RuntimeNotInstalled",
            $"The archive chooses the program that Podman runs as root to restore it, and {MemberRules.Printable(runtime)} {(isInstalled ? "is called as no OCI runtime is" : "lies where programs are not installed")}.",
            "config.dump:$.runtime");
    }

    private static IEnumerable<Finding> PidFiles(ConfigDump? config)
    {
        if (config is null)
            yield break;
        foreach ((string field, string path) in new[] { ("conmonPidFile", config.ConmonPidFile), ("pid_file", config.PidFile) })
        {
            string cleaned = "/" + MemberName.Clean(path);
            if (path.Length == 0 || EngineMounts.OwnerOf(path) == config.Id)
                continue;
            // Units that 'podman generate systemd' made put such a file below /run.
            bool temporary = path.StartsWith('/') && !MemberName.Climbs(path) && RunFolders.Any(folder => cleaned.StartsWith(folder, StringComparison.Ordinal));
            yield return Finding.Trust(
                temporary ? FindingRisk.Medium : FindingRisk.High,
                "PidFileOutsideRunRoot",
                $"A process number would be written over {MemberRules.Printable(path)} on the host, as root; Podman's own place for it is the container's folder.",
                $"config.dump:$.{field}");
        }
    }

    private static IEnumerable<Finding> Secrets(ConfigDump? config)
    {
        if (config is { Secrets.Count: > 0 })
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "SecretUsed",
                $"The container would be given secrets of the host by name: {MemberRules.Printable(string.Join(", ", config.Secrets))}.",
                "config.dump:$.secrets");
        }
    }
}
