using System.Diagnostics;
using System.Management.Automation;

namespace CheckpointTools.Commands;

/// <summary>Shows how far an archive has been read, no more often than an eye can follow, and takes the bar away at the end.</summary>
/// <param name="cmdlet">The cmdlet, on whose thread everything happens.</param>
/// <param name="activity">What is being done.</param>
/// <param name="path">The archive.</param>
internal sealed class ArchiveProgress(Cmdlet cmdlet, string activity, string path) : IProgress<long>, IDisposable
{
    private const int ActivityId = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _name = Path.GetFileName(path);
    private long _length = -1;
    private long _last = Stopwatch.GetTimestamp();
    private bool _shown;

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (Stopwatch.GetElapsedTime(_last) < Interval)
            return;
        _last = Stopwatch.GetTimestamp();
        _shown = true;
        if (_length < 0)
            _length = new FileInfo(path).Length;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, _name)
        {
            PercentComplete = _length == 0 ? -1 : (int)Math.Min(100, value * 100 / _length),
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_shown)
            return;
        _shown = false;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, _name) { RecordType = ProgressRecordType.Completed });
    }
}
