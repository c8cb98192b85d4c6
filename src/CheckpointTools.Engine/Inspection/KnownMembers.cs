using CheckpointTools.Inspection.Nested;

namespace CheckpointTools.Inspection;

/// <summary>The names that the engines give the members of an archive, cleaned.</summary>
internal static class KnownMembers
{
    internal const string ConfigDump = "config.dump";
    internal const string SpecDump = "spec.dump";
    internal const string NetworkStatus = "network.status";
    internal const string StatsDump = "stats-dump";
    internal const string DeletedFiles = "deleted.files";
    internal const string RootFsDiff = "rootfs-diff.tar";
    internal const string DevShm = "devshm-checkpoint.tar";
    internal const string CheckpointFolder = "checkpoint";
    internal const string PreCheckpointFolder = "pre-checkpoint";
    internal const string Parent = "checkpoint/parent";
    internal const string ParentTarget = "../pre-checkpoint";
    internal const string Inventory = "checkpoint/inventory.img";
    internal const string PreCheckpointInventory = "pre-checkpoint/inventory.img";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        ConfigDump, SpecDump, NetworkStatus, StatsDump, DeletedFiles, RootFsDiff, DevShm,
        "artifacts", "ctr.log", CheckpointFolder, PreCheckpointFolder, "volumes",
        "dump.log", "restore.log", "bind.mounts", "io.kubernetes.cri-o.LogPath", // CRI-O
        "status", "status.dump", "container.log", // containerd
        "pod.options", "pod.dump", // a pod's archive
    };

    /// <summary>Whether an engine writes a member of this name.</summary>
    internal static bool IsKnown(string name) =>
        Names.Contains(name) || IsImage(name) || IsVolume(name) || name.StartsWith("artifacts/", StringComparison.Ordinal);

    /// <summary>Whether the member lies in CRIU's folder, of a checkpoint or of a pre-checkpoint.</summary>
    internal static bool IsImage(string name) => IsCheckpointImage(name) || IsPreCheckpointImage(name);

    internal static bool IsCheckpointImage(string name) => name.StartsWith("checkpoint/", StringComparison.Ordinal);

    internal static bool IsPreCheckpointImage(string name) => name.StartsWith("pre-checkpoint/", StringComparison.Ordinal);

    /// <summary>A memory page image: CRIU's own or that of its plugin for AMD's processors.</summary>
    internal static bool IsPages(string name) =>
        name.StartsWith("checkpoint/pages-", StringComparison.Ordinal) || name.StartsWith("checkpoint/amdgpu-pages-", StringComparison.Ordinal)
        || name.StartsWith("pre-checkpoint/pages-", StringComparison.Ordinal);

    /// <summary>Where a member is unpacked that is a tar itself.</summary>
    /// <returns>Null for another member.</returns>
    internal static NestedTarPlace? PlaceOfTar(string name) =>
        name == RootFsDiff ? NestedTarPlace.Root
        : name == DevShm || IsVolume(name) ? NestedTarPlace.Volume
        : IsTmpfs(name) ? NestedTarPlace.Tmpfs
        : null;

    /// <summary>Whether it is the content of a named volume.</summary>
    internal static bool IsVolume(string name) => VolumeName(name) is not null;

    /// <summary>Whether it is what CRIU keeps a tmpfs's content in: <c>tmpfs-dev-N.tar.gz.img</c>, and an older CRIU's <c>tmpfs-N.tar.gz.img</c>.</summary>
    private static bool IsTmpfs(string name)
    {
        const string Prefix = CheckpointFolder + "/tmpfs-";
        const string Suffix = ".tar.gz.img";
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length <= Prefix.Length + Suffix.Length)
            return false;
        ReadOnlySpan<char> number = name.AsSpan(Prefix.Length..^Suffix.Length);
        if (number.StartsWith("dev-", StringComparison.Ordinal))
            number = number["dev-".Length..];
        return !number.IsEmpty && !number.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>The volume's name of a member <c>volumes/NAME.tar</c>.</summary>
    /// <returns>Null for another member.</returns>
    internal static string? VolumeName(string name) =>
        name.StartsWith("volumes/", StringComparison.Ordinal) && name.EndsWith(".tar", StringComparison.Ordinal) && name.Count(static c => c == '/') == 1
        && name.Length > "volumes/.tar".Length
            ? name["volumes/".Length..^".tar".Length]
            : null;
}
