using System.Globalization;

namespace CheckpointTools.Restore;

/// <summary>Chooses where an archive is staged: in memory where there is plenty of it, else where Podman puts its own temporary files.</summary>
internal static class StagingPlace
{
    private const string Memory = "/dev/shm";
    private const string Disk = "/var/tmp";

    // The restored processes need memory too: as much as the archive holds, and as much again while it lies there.
    private const int MemoryFactor = 4;

    /// <summary>Chooses the folder.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>An existing folder.</returns>
    internal static string Choose(RestorePlan plan)
    {
        if (plan.Options.StagingPath.Length > 0)
            return plan.Options.StagingPath;
        long size = plan.Manifest?.ArchiveSize ?? 0;
        bool fits = Directory.Exists(Memory) && StagingFolder.FreeSpace(Memory) / MemoryFactor > size && AvailableMemory() / MemoryFactor > size;
        return fits ? Memory : Disk;
    }

    private static long AvailableMemory()
    {
        const string Field = "MemAvailable:";
        foreach (string line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith(Field, StringComparison.Ordinal) && long.TryParse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out long kilobytes))
                return kilobytes << 10;
        }

        return 0;
    }
}
