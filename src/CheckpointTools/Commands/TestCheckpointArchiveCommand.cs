using System.Management.Automation;
using CheckpointTools.Inspection;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Test-CheckpointArchive</c>: reads all of an archive, once, and says what is in it and whether it is sound.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "CheckpointArchive", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CheckpointManifest), typeof(bool))]
public sealed class TestCheckpointArchiveCommand : ArchiveCommand
{
    /// <summary>Computes the SHA-256 of the archive while it is read.</summary>
    [Parameter]
    public SwitchParameter IncludeHash { get; set; }

    /// <summary>
    /// Takes command lines and environments of the processes out of the dumped memory. They may hold secrets, such as
    /// passwords; take care where the output goes.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeEnvironment { get; set; }

    /// <summary>Gives true or false instead of the manifest, and no error for an archive that cannot be read.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        WriteVerbose($"Verifying {path}.");
        using var progress = new ArchiveProgress(this, "Verifying", path);
        CheckpointManifest manifest = ArchiveInspector.Inspect(path, new ScanOptions { Hash = IncludeHash, ProcessTexts = IncludeEnvironment, Progress = progress }, StopToken);
        if (Quiet)
            WriteObject(manifest.Verification == VerificationState.Valid);
        else
            WriteObject(manifest);
    }

    /// <inheritdoc/>
    protected override void ReportFailure(ErrorRecord record)
    {
        if (Quiet)
            WriteObject(false);
        else
            base.ReportFailure(record);
    }
}
