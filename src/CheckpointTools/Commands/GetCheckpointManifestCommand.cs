using System.Management.Automation;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Get-CheckpointManifest</c>: what is in an archive, read only as far as that takes. It lists, and never approves.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CheckpointManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CheckpointManifest))]
public sealed class GetCheckpointManifestCommand : ArchiveCommand
{
    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        WriteVerbose($"Listing {path}.");
        WriteObject(ArchiveInspector.List(path, ArchiveLimits.Default, StopToken));
    }
}
