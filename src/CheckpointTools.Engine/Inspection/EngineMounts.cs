using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>Tells the bind mounts of a specification that a user asked for from those the engine makes for itself.</summary>
internal static class EngineMounts
{
    private const string ContainersFolder = "-containers/";
    private const string OwnFolder = "userdata";
    private const string SharedMemory = "shm";

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
    /// <returns>Null where it lies in no such folder, or may not stay there.</returns>
    internal static string? OwnerOf(string source) => Find(source)?.Owner;

    /// <summary>
    /// Whether the path is one that containers which share a namespace with another have of it: its name service, and its
    /// shared memory.
    /// </summary>
    internal static bool IsShared(string source) => Find(source) is { File: "resolv.conf" or "hosts" or "hostname" or SharedMemory };

    private static (string Owner, string File)? Find(string source)
    {
        // What climbs leads where the links on its way lead, which may be out of such a folder.
        if (MemberName.Climbs(source))
            return null;
        string[] parts = ("/" + MemberName.Clean(source)).Split('/');
        for (int i = 1; i + 2 < parts.Length; i++)
        {
            if (!parts[i].EndsWith(ContainersFolder[..^1], StringComparison.Ordinal) || !IsId(parts[i + 1]) || parts[i + 2] != OwnFolder)
                continue;
            // The content of the shared memory comes from the archive, with links to anywhere.
            string file = string.Join('/', parts[(i + 3)..]);
            return file.StartsWith(SharedMemory + "/", StringComparison.Ordinal) ? null : (parts[i + 1], file);
        }

        return null;
    }

    private static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
