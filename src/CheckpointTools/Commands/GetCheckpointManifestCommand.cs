using System.Management.Automation;
using CheckpointTools.Inspection;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Get-CheckpointManifest</c>: what is in an archive, read only as far as that takes. It lists, and never approves.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CheckpointManifest", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CheckpointManifest))]
public sealed class GetCheckpointManifestCommand : ArchiveCommand
{
    /// <summary>
    /// Tells the values of environment variables, and not their names alone. They may hold secrets, such as passwords; take
    /// care where the output goes.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeEnvironment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        WriteVerbose($"Listing {path}.");
        WriteObject(ArchiveInspector.List(path, new ScanOptions { IncludeEnvironment = IncludeEnvironment }, StopToken));
    }
}
