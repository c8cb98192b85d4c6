using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Judges a path of the host that is mounted into the container.</summary>
internal static class MountedPath
{
    private const string VolumesFolder = "volumes";
    private const string VolumeContent = "_data";

    /// <summary>Judges it.</summary>
    /// <param name="path">The path, as the runtime is given it.</param>
    /// <param name="readOnly">Whether the container can only read there.</param>
    /// <param name="destination">The place in the container.</param>
    /// <param name="subject">What is judged.</param>
    /// <param name="location">Where the path stands.</param>
    /// <returns>Null for what is the container's own.</returns>
    internal static Finding? Judge(string path, bool readOnly, string destination, TrustSubject subject, string location)
    {
        string shown = MemberRules.Printable(path);
        string place = MemberRules.Printable(destination);
        if (MemberName.Climbs(path))
            return Finding.Trust(FindingRisk.High, "SensitiveBindMount", $"The container gets {shown} of the host at {place}: a path that climbs, to wherever the links on its way lead. No engine writes such a path.", location);
        if (!path.StartsWith('/'))
        {
            // Runtimes take such a path from the container's own folder on, where the shared memory's content is the archive's.
            return !MemberName.Clean(path).Contains('/', StringComparison.Ordinal)
                ? null
                : Finding.Trust(FindingRisk.High, "SensitiveBindMount", $"The container gets {shown} at {place}: a place below the container's own folder, where a link of the archive leads to anything on the host.", location);
        }

        if (VolumeOf(path, subject.VolumeNames) is { } behind)
        {
            // Podman mounts a volume as a whole, and a part of one by a path elsewhere.
            return behind.Length == 0
                ? null
                : Finding.Trust(FindingRisk.High, "SensitiveBindMount", $"The container gets {shown} at {place}: a place in a volume whose content the archive brings, so that a link there leads to anything on the host.", location);
        }

        if (EngineMounts.OwnerOf(path) is { } owner)
        {
            return owner == subject.Config?.Id || (subject.KnownIds.Contains(owner) && EngineMounts.IsShared(path))
                ? null
                : Finding.Trust(FindingRisk.Medium, "OtherContainerMounted", $"The container gets {shown} at {place}: the engine's files of another container.", location);
        }

        (string risk, string meaning, bool isSocket) = HostPathRisk.Judge(path, readOnly);
        string id = isSocket ? "EngineSocketMounted" : risk == FindingRisk.Low ? "BindMount" : "SensitiveBindMount";
        string how = readOnly ? "to read" : "to read and write";
        return Finding.Trust(risk, id, $"The container gets {shown} of the host at {place}, {how}: {meaning}.", location);
    }

    // The local driver keeps a volume in …/volumes/NAME/_data; config.dump alone does not make another folder one.
    private static string? VolumeOf(string path, IReadOnlySet<string> volumes)
    {
        string[] parts = MemberName.Clean(path).Split('/');
        for (int i = 0; i + 2 < parts.Length; i++)
        {
            if (parts[i] == VolumesFolder && volumes.Contains(parts[i + 1]) && parts[i + 2] == VolumeContent)
                return string.Join('/', parts[(i + 3)..]);
        }

        return null;
    }
}
