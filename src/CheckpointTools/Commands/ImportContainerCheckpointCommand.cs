using System.Management.Automation;
using CheckpointTools.Restore;
using CheckpointTools.Views;

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

    private const int ProgressInterval = 200; // ms

    private readonly Dictionary<string, RestoreSession> _sessions = new(StringComparer.Ordinal);
    private ArchiveJobQueue<RestoreJob>? _jobs;
    private CancellationTokenSource? _abandoning;

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

    /// <summary>
    /// How many containers are restored at once: by default one after the other. The output comes in the order of the input,
    /// and what is restored is what one after the other would be.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    private bool WhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _abandoning = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        _jobs = new ArchiveJobQueue<RestoreJob>(ThrottleLimit, ThrottleLimit, job => Guard(job.Path, _ => WriteResult(job)));
    }

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

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _jobs!.Drain();
        foreach (RestoreSession session in _sessions.Values)
            WriteMessages(session);
    }

    /// <inheritdoc/>
    protected override void ReportFailure(ErrorRecord record)
    {
        // Behind the results of the archives that were named before.
        _jobs!.Drain();
        base.ReportFailure(record);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Also where whoever takes the output has enough. Each restore that was under way is rolled back before this returns.
            _abandoning?.Cancel();
            _jobs?.Dispose();
            _abandoning?.Dispose();
        }

        base.Dispose(disposing);
    }

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
            {
                _jobs!.Drain();
                WriteObject(session.Existing(plan, StopToken));
            }
            else if (Confirmed(plan))
            {
                Restore(session, plan);
            }
        }
        finally
        {
            WriteMessages(session);
        }
    }

    private void Restore(RestoreSession session, RestorePlan plan)
    {
        var job = new RestoreJob(plan.ArchivePath);
        using (var progress = new RestoreProgress(this, job))
        {
            if (plan.PullsImage)
                job.BeginPhase("Pulling image");
            progress.Show();
            job.Prepare(session.Begin(plan, StopToken), _abandoning!.Token);
        }

        _jobs!.Add(job);
    }

    private void WriteResult(RestoreJob job)
    {
        RestoredContainer restored;
        using (var progress = new RestoreProgress(this, job))
        {
            do
                progress.Show();
            while (Task.WaitAny([job.Work], ProgressInterval, StopToken) < 0);
            restored = job.Result;
            progress.Show();
        }

        WriteObject(restored);
    }

    // The lines of -WhatIf are short enough for a terminal; the plan has the whole values, and who changes them.
    private bool Confirmed(RestorePlan plan)
    {
        if (WhatIf)
        {
            if (plan.PullsImage)
                Confirmed($"Pull image {plan.Image}");
            foreach (PlanChange change in plan.Changes)
                Confirmed(ViewText.Change(change));
        }

        string pod = plan.Pod.Length > 0 ? $" into pod '{plan.Pod}'" : "";
        return Confirmed($"Restore container '{plan.Name}'{pod} from {plan.ArchivePath}");
    }

    private bool Confirmed(string text)
    {
        string action = ViewText.Plain(text);
        return ShouldProcess(action, $"Are you sure you want to perform this action?\n{action}", "Confirm");
    }
}
