using CheckpointTools.Archive;

namespace CheckpointTools.Inspection;

/// <summary>Opens archives and says what is in them. Holds no state between archives.</summary>
public static class ArchiveInspector
{
    /// <summary>Reads only as far as config.dump and spec.dump go. The result lists, and never approves.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="options">How to read it; it is never read in full.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The manifest, <see cref="VerificationState.NotVerified"/>.</returns>
    /// <exception cref="CheckpointToolsException">The file cannot be opened or read, or is no archive that could be listed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CheckpointManifest List(string path, ScanOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ScanResult scan = Scan(path, options with { Full = false }, cancellationToken);
        CheckpointManifest manifest = ManifestBuilder.Build(scan, path, full: false);
        if (manifest.Config is not null || manifest.Spec is not null || manifest.Layout == ArchiveLayout.Pod)
            return manifest;

        Finding fault = manifest.Findings.FirstOrDefault(static finding => finding.Severity == FindingSeverity.Error)
            ?? StructureRules.Check(scan, manifest.Layout).First();
        throw new CheckpointToolsException(fault.Id, fault.Message, $"Test-CheckpointArchive -LiteralPath '{path.Replace("'", "''", StringComparison.Ordinal)}' shows all that is wrong with it.");
    }

    /// <summary>Reads all of an archive, once, and judges it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="options">How to read it; it is always read in full.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The manifest, <see cref="VerificationState.Valid"/> or <see cref="VerificationState.Invalid"/>.</returns>
    /// <exception cref="CheckpointToolsException">The file cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CheckpointManifest Inspect(string path, ScanOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ManifestBuilder.Build(Scan(path, options with { Full = true }, cancellationToken), path, full: true);
    }

    private static ScanResult Scan(string path, ScanOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return ArchiveScan.Run(ArchiveFile.Open(path), options, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CheckpointToolsException("ArchiveUnreadable", $"{path} could not be read: {exception.Message}", "Check the disk or the network share that it lies on.", exception);
        }
    }
}
