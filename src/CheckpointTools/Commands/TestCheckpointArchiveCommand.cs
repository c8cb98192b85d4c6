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
    // Archives usually lie on one disk, and each that is read takes memory.
    private const int MostByDefault = 8;

    // So that a thread that is done finds something to do while an earlier result is still awaited.
    private const int AheadPerThread = 4;

    private const int ProgressInterval = 200; // ms

    private ArchiveJobQueue<VerificationJob>? _jobs;
    private CancellationTokenSource? _abandoning;

    /// <summary>Computes the SHA-256 of the archive while it is read.</summary>
    [Parameter]
    public SwitchParameter IncludeHash { get; set; }

    /// <summary>
    /// Tells the values of environment variables, and takes command lines and environments of the processes out of the
    /// dumped memory. They may hold secrets, such as passwords; take care where the output goes.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeEnvironment { get; set; }

    /// <summary>Gives true or false instead of the manifest, and no error for an archive that cannot be read.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>
    /// How many archives are read at once: by default one for each processor, and no more than 8. The output comes in the
    /// order of the input.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = Math.Min(Environment.ProcessorCount, MostByDefault);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _abandoning = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        _jobs = new ArchiveJobQueue<VerificationJob>(ThrottleLimit, ThrottleLimit * AheadPerThread, job => Guard(job.Path, _ => WriteResult(job)));
    }

    /// <inheritdoc/>
    protected override void ProcessArchive(string path)
    {
        WriteVerbose($"Verifying {path}.");
        CancellationToken cancellationToken = _abandoning!.Token;
        var options = new ScanOptions { Hash = IncludeHash, IncludeEnvironment = IncludeEnvironment };
        _jobs!.Add(new VerificationJob(path, progress => ArchiveInspector.Inspect(path, options with { Progress = progress }, cancellationToken)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _jobs!.Drain();

    /// <inheritdoc/>
    protected override void ReportFailure(ErrorRecord record)
    {
        // Behind the results of the archives that were named before.
        _jobs!.Drain();
        if (Quiet)
            WriteObject(false);
        else
            base.ReportFailure(record);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Also where whoever takes the output has enough: then nobody asks for the rest.
            _abandoning?.Cancel();
            _jobs?.Dispose();
            _abandoning?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteResult(VerificationJob job)
    {
        CheckpointManifest manifest;
        using (var progress = new ArchiveProgress(this, "Verifying", job.Path))
        {
            while (Task.WaitAny([job.Work], ProgressInterval, StopToken) < 0)
                progress.Report(job.Position);
            manifest = job.Result;
        }

        if (Quiet)
            WriteObject(manifest.Verification == VerificationState.Valid);
        else
            WriteObject(manifest);
    }
}
