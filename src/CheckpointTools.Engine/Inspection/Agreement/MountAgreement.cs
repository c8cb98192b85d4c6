using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>Whether the mounts that CRIU saw are those that spec.dump has the runtime bring.</summary>
internal static class MountAgreement
{
    internal static IEnumerable<Finding> Check(SpecDump spec, CheckpointImages images)
    {
        if (images.Mounts.Count == 0)
            yield break;
        HashSet<string> brought = [.. spec.Mounts.Select(static mount => mount.Destination).Concat(spec.MaskedPaths).Select(Last)];
        HashSet<string> seen = [.. images.Mounts.Select(static mount => Last(mount.Destination))];
        foreach (CheckpointMount mount in images.Mounts.Where(mount => mount.External && !IsRuntimes(mount.Destination) && !brought.Contains(Last(mount.Destination))))
        {
            yield return Finding.Warning(
                "MountsDisagree",
                $"The processes had a mount from outside at {MemberRules.Printable(mount.Destination)}, and spec.dump brings none there; CRIU cannot restore it.",
                $"checkpoint/mountpoints-{mount.Namespace}.img");
        }

        foreach (SpecMount mount in spec.Mounts.Where(mount => mount.IsBind && !seen.Contains(Last(mount.Destination))))
        {
            yield return Finding.Warning(
                "MountsDisagree",
                $"spec.dump mounts {MemberRules.Printable(mount.Source)} of the host at {MemberRules.Printable(mount.Destination)}, where the processes had nothing when they were checkpointed.",
                "spec.dump:$.mounts");
        }
    }

    // A destination may lead through links of the image, such as /var/run, and CRIU sees where it ends: the last name stays.
    internal static string Last(string path)
    {
        string cleaned = MemberName.Clean(path);
        return cleaned[(cleaned.LastIndexOf('/') + 1)..];
    }

    // Runtimes bind devices and the cgroups of their own accord, where a user namespace keeps them from making them.
    private static bool IsRuntimes(string destination) =>
        destination.StartsWith("/dev/", StringComparison.Ordinal) || destination.StartsWith("/sys/fs/cgroup", StringComparison.Ordinal);
}
