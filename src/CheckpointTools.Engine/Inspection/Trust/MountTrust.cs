using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// Files of the host that the container would see. The runtime mounts what spec.dump says, whatever config.dump says of it.
/// </summary>
internal static class MountTrust
{
    private static readonly HashSet<string> OwnTypes = new(StringComparer.Ordinal)
    {
        "", "none", "bind", "rbind", "overlay", "tmpfs", "ramfs", "proc", "sysfs", "devpts", "mqueue", "cgroup", "cgroup2",
    };

    /// <summary>Whether a type of file system has nothing of the host's files in it.</summary>
    internal static bool IsOwn(string type) => OwnTypes.Contains(type);

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        IReadOnlyList<SpecMount> mounts = subject.Spec?.Mounts ?? [];
        for (int i = 0; i < mounts.Count; i++)
        {
            string location = FormattableString.Invariant($"spec.dump:$.mounts[{i}]");
            foreach (Finding finding in Judge(mounts[i], subject, location))
                yield return finding;
        }

        if (subject.Config is { Rootfs.Length: > 0 } config)
        {
            (string risk, string meaning, _) = HostPathRisk.Judge(config.Rootfs, readOnly: false);
            yield return Finding.Trust(
                MemberName.Climbs(config.Rootfs) ? FindingRisk.High : FindingRisk.Max(risk, FindingRisk.Medium),
                "HostRootFileSystem",
                $"The container has no image; its root is {MemberRules.Printable(config.Rootfs)} of the host: {meaning}.",
                "config.dump:$.rootfs");
        }

        // What spec.dump mounts as well is told of there.
        HashSet<(string Path, bool ReadOnly)> told = [.. mounts.Where(static mount => mount.Type == "overlay").SelectMany(static mount => OverlayLayers.Of(mount.Options, mount.ReadOnly))];
        foreach (OverlayVolume volume in subject.Config?.OverlayVolumes ?? [])
        {
            foreach ((string path, bool only) in OverlayLayers.Of(volume).Where(layer => !told.Contains(layer)))
            {
                if (MountedPath.Judge(path, only, volume.Destination, subject, "config.dump:$.overlayVolumes") is { } finding)
                    yield return finding;
            }
        }

        if (subject.Spec?.RootPropagation is "shared" or "rshared")
            yield return Propagated("the container's root", "spec.dump:$.linux.rootfsPropagation");
    }

    private static IEnumerable<Finding> Judge(SpecMount mount, TrustSubject subject, string location)
    {
        if (!mount.IsBind && !OwnTypes.Contains(mount.Type))
        {
            yield return Finding.Trust(
                FindingRisk.High,
                "FileSystemMounted",
                $"The runtime would mount {MemberRules.Printable(mount.Source)} as {MemberRules.Printable(mount.Type)} at {MemberRules.Printable(mount.Destination)}: a disk or another file system of the host, below its permissions.",
                location);
            yield break;
        }

        bool readOnly = mount.ReadOnly;
        IEnumerable<(string Path, bool ReadOnly)> sources = mount.IsBind ? [(mount.Source, readOnly)] : mount.Type == "overlay" ? OverlayLayers.Of(mount.Options, readOnly) : [];
        foreach ((string path, bool only) in sources)
        {
            if (MountedPath.Judge(path, only, mount.Destination, subject, location) is { } finding)
                yield return finding;
        }

        if (mount.IsBind && mount.Options.Any(static option => option is "shared" or "rshared") && EngineMounts.OwnerOf(mount.Source) is null)
            yield return Propagated(MemberRules.Printable(mount.Destination), location);
    }

    private static Finding Propagated(string place, string location) => Finding.Trust(
        FindingRisk.Medium,
        "MountsPropagate",
        $"What is mounted within {place} would be mounted on the host too.",
        location);
}
