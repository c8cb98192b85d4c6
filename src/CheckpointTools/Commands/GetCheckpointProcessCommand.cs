using System.Management.Automation;
using CheckpointTools.Criu;
using CheckpointTools.Inspection;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Get-CheckpointProcess</c>: the processes of an archive, as CRIU's images tell them, parents before their children.
/// All of the archive is read. Command lines and environments lie in the dumped memory and may hold secrets; they are taken
/// out of it only with <c>-IncludeEnvironment</c>.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CheckpointProcess", DefaultParameterSetName = PathSet)]
[OutputType(typeof(CheckpointProcess))]
public sealed class GetCheckpointProcessCommand : ArchiveCommand
{
    private const string ManifestSet = "InputObject";

    /// <summary>The type name by which the view of a tree is chosen.</summary>
    private const string TreeTypeName = "CheckpointTools.CheckpointProcess#Tree";

    /// <summary>Manifests of archives, from Get-CheckpointManifest or Test-CheckpointArchive.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ManifestSet)]
    [ValidateNotNull]
    public CheckpointManifest[] InputObject { get; set; } = [];

    /// <summary>
    /// Takes command lines and environments out of the dumped memory. They may hold secrets, such as passwords; take care
    /// where the output goes.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeEnvironment { get; set; }

    /// <summary>Shows the processes as a tree.</summary>
    [Parameter]
    public SwitchParameter Tree { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ManifestSet)
        {
            base.ProcessRecord();
            return;
        }

        foreach (CheckpointManifest manifest in InputObject)
        {
            // Of a full pass they are known; what else was asked for then is not asked for now.
            if (manifest.Verification != VerificationState.NotVerified && !IncludeEnvironment)
                Write(manifest);
            else
                Guard(manifest.ArchivePath, ProcessArchive);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        WriteVerbose($"Reading the processes of {path}.");
        using var progress = new ArchiveProgress(this, "Reading processes", path);
        Write(ArchiveInspector.Inspect(path, new ScanOptions { IncludeEnvironment = IncludeEnvironment, Progress = progress }, StopToken));
    }

    private void Write(CheckpointManifest manifest)
    {
        if (manifest.Verification == VerificationState.Invalid)
            WriteWarning($"{System.IO.Path.GetFileName(manifest.ArchivePath)} is not sound, so that its processes may not be what they seem: {manifest.Findings.First(static finding => finding.Severity == FindingSeverity.Error).Message}");
        IReadOnlyList<string> branches = Tree ? ProcessBranches.Draw(manifest.Processes) : [];
        for (int i = 0; i < manifest.Processes.Count; i++)
        {
            CheckpointProcess process = manifest.Processes[i];
            if (!IncludeEnvironment)
                process = process with { CommandLine = null, Environment = null, TextsTruncated = false };
            WriteObject(Tree ? Leaf(process, branches[i]) : process);
        }
    }

    private static PSObject Leaf(CheckpointProcess process, string branch)
    {
        var item = new PSObject(process);
        item.TypeNames.Insert(0, TreeTypeName);
        item.Properties.Add(new PSNoteProperty("Branch", branch));
        return item;
    }
}
