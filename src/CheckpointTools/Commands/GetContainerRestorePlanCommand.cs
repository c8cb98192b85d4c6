using System.Management.Automation;
using CheckpointTools.Binding;
using CheckpointTools.Restore;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Get-ContainerRestorePlan</c>: what a restore would do and whether it can, by every rule. Changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ContainerRestorePlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RestorePlan))]
public sealed class GetContainerRestorePlanCommand : RestoreCommand
{
    private const string ManifestSet = "InputObject";

    private RestoreSession? _session;

    /// <summary>Manifests of archives, from Get-CheckpointManifest or Test-CheckpointArchive.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ManifestSet)]
    [ValidateNotNull]
    public CheckpointManifest[] InputObject { get; set; } = [];

    /// <summary>
    /// A host's facts, from Get-ContainerHost, to plan against without asking the host; also as they come back from JSON.
    /// </summary>
    [Parameter]
    [ContainerHostTransformation]
    public ContainerHost? ContainerHost { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ManifestSet)
        {
            base.ProcessRecord();
            return;
        }

        foreach (CheckpointManifest manifest in InputObject)
            Guard(manifest.ArchivePath, ProcessArchive);
    }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        RestoreOptions options = Options(new RestoreOptions());
        if (ContainerHost is not null)
        {
            WriteObject(RestoreSession.Plan(path, ContainerHost, options, StopToken));
            return;
        }

        _session ??= new RestoreSession(options.Connection, Memory);
        try
        {
            WriteObject(_session.Plan(path, options, StopToken));
        }
        finally
        {
            WriteMessages(_session);
        }
    }
}
