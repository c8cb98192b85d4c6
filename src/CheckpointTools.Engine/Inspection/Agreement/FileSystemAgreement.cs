using CheckpointTools.Archive;
using CheckpointTools.Inspection.Trust;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>
/// Whether CRIU would mount more than spec.dump has the runtime mount. It mounts what its images say, with the options and
/// flags there, before the container has a root of its own; so what spec.dump says is harmless by itself alone.
/// </summary>
internal static class FileSystemAgreement
{
    private const string Proc = "/proc";
    private const string Settings = "/proc/sys";

    internal static IEnumerable<Finding> Check(SpecDump spec, CheckpointImages images)
    {
        HashSet<(long, long)> ids = [.. images.Mounts.Select(static mount => (mount.Namespace, mount.MountId))];
        // The container's root comes from the runtime, and other mounts of that file system are binds of its folders.
        HashSet<(long, long, string, string, string)> roots = [.. images.Mounts.Where(mount => mount.Destination == "/" && !ids.Contains((mount.Namespace, mount.ParentMountId))).Select(FileSystem)];
        foreach (CheckpointMount mount in images.Mounts)
        {
            if (MemberName.Climbs(mount.Destination) || (MemberName.Climbs(mount.Root) && !mount.Type.StartsWith("cgroup", StringComparison.Ordinal)))
            {
                yield return Finding.Trust(
                    FindingRisk.High,
                    "ImagePathClimbs",
                    $"CRIU would mount {MemberRules.Printable(mount.Root)} of {MemberRules.Printable(mount.Source)} at {MemberRules.Printable(mount.Destination)}: a path that climbs out of the container, as no kernel gives one.",
                    Location(mount));
            }
            else if (MayBeMore(mount) && !roots.Contains(FileSystem(mount)) && Verdict(mount, spec) is { } verdict)
            {
                yield return Finding.Trust(
                    verdict.Risk,
                    "MountsDisagree",
                    $"CRIU would mount {MemberRules.Printable(mount.Type)} at {MemberRules.Printable(mount.Destination)}, {verdict.Meaning}.",
                    Location(mount));
            }
        }

        bool isGuarded = KernelFilesTrust.GuardsSettings(spec);
        foreach (CheckpointMount proc in images.Mounts.Where(mount => isGuarded && mount is { Destination: Proc, Type: "proc", ReadOnly: false }))
        {
            if (!images.Mounts.Any(mount => mount is { Destination: Settings, ReadOnly: true } && mount.Namespace == proc.Namespace && mount.ParentMountId == proc.MountId))
                yield return Finding.Trust(ForRoot(spec), "MountsDisagree", $"By spec.dump {Settings} is read-only, and CRIU would restore it to be written: settings of the host's kernel.", Location(proc));
        }
    }

    private static bool MayBeMore(CheckpointMount mount) => !mount.External && mount.Type switch
    {
        "proc" or "sysfs" => !mount.ReadOnly && mount.Destination != Proc,
        "overlay" => true,
        _ => !MountTrust.IsOwn(mount.Type) && !mount.Type.All(char.IsAsciiDigit), // a number is a type that CRIU does not mount
    };

    private static (string Risk, string Meaning)? Verdict(CheckpointMount mount, SpecDump spec)
    {
        string place = MountAgreement.Last(mount.Destination);
        SpecMount[] brought = [.. spec.Mounts.Where(item => item.Type == mount.Type && MountAgreement.Last(item.Destination) == place)];
        return mount.Type switch
        {
            "proc" or "sysfs" => brought.Any(static item => !item.ReadOnly) ? null : (ForRoot(spec), "to be written, and spec.dump does not: settings of the host's kernel"),
            "overlay" => OverlayLayers.Of([mount.Options], mount.ReadOnly).Select(static layer => layer.Path)
                .Except(brought.SelectMany(static item => OverlayLayers.Of(item.Options, item.ReadOnly)).Select(static layer => layer.Path)).FirstOrDefault() is { } layer
                ? (FindingRisk.High, $"with {MemberRules.Printable(layer)} of the host in it, which spec.dump does not bring there")
                : null,
            _ => brought.Length > 0 ? null : (FindingRisk.High, $"from {MemberRules.Printable(mount.Source)} of the host, which spec.dump does not bring there"),
        };
    }

    // By its number alone any would be what it says.
    private static (long, long, string, string, string) FileSystem(CheckpointMount mount) => (mount.Namespace, mount.Device, mount.Type, mount.Source, mount.Options);

    private static string ForRoot(SpecDump spec) => spec.IsolatesRoot ? FindingRisk.Medium : FindingRisk.High;

    private static string Location(CheckpointMount mount) => $"checkpoint/mountpoints-{mount.Namespace}.img";
}
