using System.Management.Automation;

namespace CheckpointTools.Commands;

/// <summary>Shows the phases of a restore, and within one that reads the archive how far it is; takes the bar away at the end.</summary>
/// <param name="cmdlet">The cmdlet, on whose thread everything happens.</param>
/// <param name="job">The restore.</param>
internal sealed class RestoreProgress(Cmdlet cmdlet, RestoreJob job) : IDisposable
{
    private const int ActivityId = 2;

    private readonly string _activity = $"Importing {Path.GetFileName(job.Path)}";
    private readonly long _length = new FileInfo(job.Path) is { Exists: true } file ? file.Length : 0;
    private string _phase = "Restoring";
    private bool _shown;

    /// <summary>Writes what the restore has told since the last time.</summary>
    internal void Show()
    {
        foreach ((bool isPhase, string text) in job.TakeMessages())
        {
            cmdlet.WriteVerbose(isPhase ? $"{text} {job.Path}." : text);
            if (isPhase)
                Write(_phase = text, -1);
        }

        if (job.Position is > 0 and var position && _length > 0)
            Write(_phase, (int)Math.Min(100, position * 100 / _length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_shown)
            return;
        _shown = false;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, _phase) { RecordType = ProgressRecordType.Completed });
    }

    private void Write(string phase, int percent)
    {
        _shown = true;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, phase) { PercentComplete = percent });
    }
}
