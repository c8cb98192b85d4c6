using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>Tells the bind mounts of a specification that a user asked for from those the engine makes for itself.</summary>
internal static class EngineMounts
{
    private const string ContainersFolder = "-containers/";
    private const string OwnFolder = "userdata";

    /// <summary>The bind mounts that are neither a named volume nor the engine's own.</summary>
    internal static IReadOnlyList<BindMount> UserMounts(SpecDump spec, ConfigDump? config)
    {
        HashSet<string> volumes = [.. config?.NamedVolumes.Select(static volume => volume.Destination.TrimEnd('/')) ?? []];
        return
        [
            .. spec.Mounts
                .Where(mount => mount.IsBind && !volumes.Contains(mount.Destination.TrimEnd('/')) && !IsOwn(mount.Source))
                .Select(static mount => new BindMount(mount.Source, mount.Destination, mount.Options.Contains("ro"), string.Join(',', mount.Options))),
        ];
    }

    /// <summary>
    /// Whether the path lies in the folder that libpod keeps for a container, <c>…/overlay-containers/ID/userdata/</c>:
    /// its resolv.conf, hosts, hostname, .containerenv, secrets and /dev/shm.
    /// </summary>
    internal static bool IsOwn(string source) => OwnerOf(source) is not null;

    /// <summary>The id of the container whose own folder a path lies in.</summary>
    /// <param name="source">A path of the host.</param>
    /// <returns>Null where it lies in no such folder.</returns>
    internal static string? OwnerOf(string source)
    {
        // Cleaned first, so that a path which climbs out of such a folder is not taken for one within.
        string[] parts = ("/" + MemberName.Clean(source)).Split('/');
        for (int i = 1; i + 2 < parts.Length; i++)
        {
            if (parts[i].EndsWith(ContainersFolder[..^1], StringComparison.Ordinal) && IsId(parts[i + 1]) && parts[i + 2] == OwnFolder)
                return parts[i + 1];
        }

        return null;
    }

    private static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
