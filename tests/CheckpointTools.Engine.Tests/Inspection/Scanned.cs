using CheckpointTools.Archive;
using CheckpointTools.Inspection;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Inspects archives that are in memory, by the same way as the cmdlets do with files.</summary>
internal static class Scanned
{
    public static CheckpointManifest Fully(byte[] archive, ArchiveLimits? limits = null) => Run(archive, full: true, limits);

    public static CheckpointManifest Listed(byte[] archive, ArchiveLimits? limits = null) => Run(archive, full: false, limits);

    private static CheckpointManifest Run(byte[] archive, bool full, ArchiveLimits? limits)
    {
        var options = new ScanOptions { Full = full, Limits = limits ?? ArchiveLimits.Default };
        return ManifestBuilder.Build(ArchiveScan.Run(new MemoryStream(archive, writable: false), options, CancellationToken.None), "archive.tar", full);
    }
}
