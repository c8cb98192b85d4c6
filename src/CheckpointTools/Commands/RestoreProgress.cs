using System.Diagnostics;
using System.Management.Automation;
using CheckpointTools.Restore;

namespace CheckpointTools.Commands;

/// <summary>Shows the phases of a restore, and within one that reads the archive how far it is; takes the bar away at the end.</summary>
/// <param name="cmdlet">The cmdlet, on whose thread everything happens.</param>
/// <param name="path">The archive.</param>
/// <param name="length">The archive's size in bytes.</param>
internal sealed class RestoreProgress(Cmdlet cmdlet, string path, long length) : IRestoreObserver, IDisposable
{
    private const int ActivityId = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _name = Path.GetFileName(path);
    private string _phase = "Restoring";
    private long _last;
    private bool _shown;

    /// <inheritdoc/>
    public void BeginPhase(string activity)
    {
        _phase = activity;
        cmdlet.WriteVerbose($"{activity} {path}.");
        Show(-1);
    }

    /// <inheritdoc/>
    public void WriteVerbose(string message) => cmdlet.WriteVerbose(message);

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (_last != 0 && Stopwatch.GetElapsedTime(_last) < Interval)
            return;
        Show(length == 0 ? -1 : (int)Math.Min(100, value * 100 / length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_shown)
            return;
        _shown = false;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, $"Importing {_name}", _phase) { RecordType = ProgressRecordType.Completed });
    }

    private void Show(int percent)
    {
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, $"Importing {_name}", _phase) { PercentComplete = percent });
    }
}
