using System.Management.Automation;
using CheckpointTools.Restore;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Import-ContainerCheckpoint</c>: plans a restore, carries it out through Podman, and proves that the container that
/// runs afterwards is the one that was asked for.
/// </summary>
[Cmdlet(VerbsData.Import, "ContainerCheckpoint", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(RestoredContainer))]
public sealed class ImportContainerCheckpointCommand : RestoreCommand
{
    private const string ManifestSet = "InputObject";
    private const string PlanSet = "Plan";

    private readonly Dictionary<string, RestoreSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Manifests of archives, from Get-CheckpointManifest or Test-CheckpointArchive.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ManifestSet)]
    [ValidateNotNull]
    public CheckpointManifest[] InputObject { get; set; } = [];

    /// <summary>
    /// Plans from Get-ContainerRestorePlan. Their options are taken over; the plan itself is made anew, since the host
    /// may have changed.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public RestorePlan[] Plan { get; set; } = [];

    private bool WhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ManifestSet:
                foreach (CheckpointManifest manifest in InputObject)
                    Guard(manifest.ArchivePath, ProcessArchive);
                break;
            case PlanSet:
                foreach (RestorePlan plan in Plan)
                    Guard(plan.ArchivePath, path => Import(path, Options(plan.Options)));
                break;
            default:
                base.ProcessRecord();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path) => Import(path, Options(new RestoreOptions()));

    private void Import(string path, RestoreOptions options)
    {
        if (!_sessions.TryGetValue(options.Connection, out RestoreSession? session))
            _sessions[options.Connection] = session = new RestoreSession(options.Connection, Memory);
        try
        {
            RestorePlan plan = session.Plan(path, options, StopToken);
            if (!plan.Ready)
                throw new PlanRefusedException(plan);
            foreach (PlanCheck warning in plan.Checks.Where(static check => check.State == CheckState.Warning))
                WriteWarning($"{System.IO.Path.GetFileName(path)}: {warning.Message}");
            if (plan.Skips)
                WriteObject(session.Existing(plan));
            else if (Confirmed(plan))
                WriteObject(Restore(session, plan));
        }
        finally
        {
            WriteMessages(session);
        }
    }

    private RestoredContainer Restore(RestoreSession session, RestorePlan plan)
    {
        using var progress = new RestoreProgress(this, plan.ArchivePath, new FileInfo(plan.ArchivePath).Length);
        return session.Restore(plan, progress, StopToken);
    }

    private bool Confirmed(RestorePlan plan)
    {
        if (WhatIf)
        {
            if (plan.PullsImage)
                ShouldProcess(plan.ArchivePath, $"Pull image {plan.Image}");
            foreach (PlanChange change in plan.Changes)
                ShouldProcess(plan.ArchivePath, $"Change {change.Field} from '{change.From}' to '{change.To}' ({change.Rule}, by {change.By})");
        }

        string pod = plan.Pod.Length > 0 ? $" into pod '{plan.Pod}'" : "";
        return ShouldProcess(plan.ArchivePath, $"Restore container '{plan.Name}'{pod}");
    }
}
