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

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        IReadOnlyList<SpecMount> mounts = subject.Spec?.Mounts ?? [];
        HashSet<string> volumes = [.. subject.Config?.NamedVolumes.Select(static volume => volume.Name) ?? []];
        for (int i = 0; i < mounts.Count; i++)
        {
            string location = FormattableString.Invariant($"spec.dump:$.mounts[{i}]");
            foreach (Finding finding in Judge(mounts[i], subject, volumes, location))
                yield return finding;
        }

        if (subject.Config is { Rootfs.Length: > 0 } config)
        {
            (string risk, string meaning, _) = HostPathRisk.Judge(config.Rootfs, readOnly: false);
            yield return Finding.Trust(
                FindingRisk.Max(risk, FindingRisk.Medium),
                "HostRootFileSystem",
                $"The container has no image; its root is {MemberRules.Printable(config.Rootfs)} of the host: {meaning}.",
                "config.dump:$.rootfs");
        }

        if (subject.Spec?.RootPropagation is "shared" or "rshared")
            yield return Propagated("the container's root", "spec.dump:$.linux.rootfsPropagation");
    }

    private static IEnumerable<Finding> Judge(SpecMount mount, TrustSubject subject, HashSet<string> volumes, string location)
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

        bool readOnly = mount.Options.Contains("ro") && !mount.Options.Contains("rw");
        IEnumerable<(string Path, bool ReadOnly)> sources = mount.IsBind ? [(mount.Source, readOnly)] : mount.Type == "overlay" ? Layers(mount, readOnly) : [];
        foreach ((string path, bool only) in sources)
        {
            if (!IsVolume(path, volumes) && Source(path, only, mount, subject, location) is { } finding)
                yield return finding;
        }

        if (mount.IsBind && mount.Options.Any(static option => option is "shared" or "rshared") && EngineMounts.OwnerOf(mount.Source) is null)
            yield return Propagated(MemberRules.Printable(mount.Destination), location);
    }

    private static Finding? Source(string path, bool readOnly, SpecMount mount, TrustSubject subject, string location)
    {
        string shown = MemberRules.Printable(path);
        string place = MemberRules.Printable(mount.Destination);
        if (!path.StartsWith('/'))
        {
            // Runtimes take such a path from the container's own folder on.
            return path.Split('/').Contains("..")
                ? Finding.Trust(FindingRisk.High, "SensitiveBindMount", $"The container gets {shown} of the host at {place}: a path that climbs out of the container's folder to anywhere.", location)
                : null;
        }

        if (EngineMounts.OwnerOf(path) is { } owner)
        {
            return subject.KnownIds.Contains(owner)
                ? null
                : Finding.Trust(FindingRisk.Medium, "OtherContainerMounted", $"The container gets {shown} at {place}: the engine's files of another container.", location);
        }

        (string risk, string meaning, bool isSocket) = HostPathRisk.Judge(path, readOnly);
        string id = isSocket ? "EngineSocketMounted" : risk == FindingRisk.Low ? "BindMount" : "SensitiveBindMount";
        string how = readOnly ? "to read" : "to read and write";
        return Finding.Trust(risk, id, $"The container gets {shown} of the host at {place}, {how}: {meaning}.", location);
    }

    // Podman makes such a mount for "-v /path:/path:O", and keeps what is written in the container's own folder.
    private static IEnumerable<(string Path, bool ReadOnly)> Layers(SpecMount mount, bool readOnly)
    {
        foreach (string option in mount.Options)
        {
            if (option.StartsWith("lowerdir=", StringComparison.Ordinal))
            {
                foreach (string lower in option["lowerdir=".Length..].Split(':', StringSplitOptions.RemoveEmptyEntries))
                    yield return (lower, true);
            }
            else if (option.StartsWith("upperdir=", StringComparison.Ordinal))
            {
                yield return (option["upperdir=".Length..], readOnly);
            }
        }
    }

    // The local driver keeps a volume in …/volumes/NAME/_data; config.dump alone does not make another folder one.
    private static bool IsVolume(string path, HashSet<string> volumes) =>
        path.StartsWith('/') && MemberName.Clean(path).Split('/') is var parts && Enumerable.Range(0, Math.Max(0, parts.Length - 2))
            .Any(i => parts[i] == "volumes" && volumes.Contains(parts[i + 1]) && parts[i + 2] == "_data");

    private static Finding Propagated(string place, string location) => Finding.Trust(
        FindingRisk.Medium,
        "MountsPropagate",
        $"What is mounted within {place} would be mounted on the host too.",
        location);
}
