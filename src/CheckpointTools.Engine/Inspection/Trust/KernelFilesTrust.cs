using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// What the container sees and changes of the kernel by its files in /proc and /sys. They are the host's: whoever writes
/// <c>/proc/sys/kernel/core_pattern</c> as root has the host run a program, and needs no capability for it.
/// </summary>
internal static class KernelFilesTrust
{
    private const string Settings = "/proc/sys";

    // What every engine hides and guards by default; their lists differ in the rest.
    private static readonly string[] Hidden = ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"];
    private static readonly string[] Guarded = [Settings, "/proc/sysrq-trigger"];

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        if (subject.Spec is not { } spec)
            yield break;
        string[] seen = [.. Hidden.Where(path => !Covers(spec.MaskedPaths, path))];
        if (seen.Length > 0)
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "MaskedPathsMissing",
                $"What other containers do not see of the kernel's memory, keys and timers is not hidden from this one: {string.Join(", ", seen)}.",
                "spec.dump:$.linux.maskedPaths");
        }

        foreach ((string what, string location) in Writable(spec))
        {
            yield return Finding.Trust(
                subject.ForRoot(FindingRisk.High),
                "KernelSettingsWritable",
                $"The container's root may write {what}: settings of the host's kernel, some of which name programs that it runs on the host as root.",
                location);
        }
    }

    /// <summary>Whether spec.dump has the runtime make the kernel's settings read-only.</summary>
    internal static bool GuardsSettings(SpecDump spec) => Covers(spec.ReadOnlyPaths, Settings) || Covers(spec.MaskedPaths, Settings);

    private static IEnumerable<(string What, string Location)> Writable(SpecDump spec)
    {
        for (int i = 0; i < spec.Mounts.Count; i++)
        {
            SpecMount mount = spec.Mounts[i];
            bool isProc = mount.Type == "proc";
            if ((!isProc && mount.Type != "sysfs") || mount.IsBind || mount.ReadOnly)
                continue;
            string destination = "/" + MemberName.Clean(mount.Destination);
            // Only what is mounted at /proc itself has places there made read-only.
            if (!isProc || destination != "/proc")
                yield return (MemberRules.Printable(destination), FormattableString.Invariant($"spec.dump:$.mounts[{i}]"));
            else if (Guarded.FirstOrDefault(path => !Covers(spec.ReadOnlyPaths, path) && !Covers(spec.MaskedPaths, path)) is { } open)
                yield return (open, "spec.dump:$.linux.readonlyPaths");
        }
    }

    private static bool Covers(IReadOnlyList<string> paths, string path) =>
        paths.Any(item => "/" + MemberName.Clean(item) is var cleaned && (cleaned == path || path.StartsWith(cleaned + "/", StringComparison.Ordinal)));
}
