using System.Collections.Concurrent;
using CheckpointTools.Restore;

namespace CheckpointTools.Commands;

/// <summary>The restore of one archive. What it tells of itself waits here for the pipeline's thread, which alone may write.</summary>
internal sealed class RestoreJob : ArchiveJob, IRestoreObserver
{
    private readonly ConcurrentQueue<(bool IsPhase, string Text)> _messages = new();

    /// <summary>Describes the job.</summary>
    /// <param name="path">The archive.</param>
    internal RestoreJob(string path)
        : base(path)
    {
    }

    /// <inheritdoc/>
    internal override Task Work => Restoring ?? throw new InvalidOperationException("Nothing is prepared.");

    /// <summary>The restored container, once the work is done; throws what it met.</summary>
    internal RestoredContainer Result => Restoring!.GetAwaiter().GetResult();

    private Task<RestoredContainer>? Restoring { get; set; }

    /// <inheritdoc/>
    public void BeginPhase(string activity)
    {
        Report(0);
        _messages.Enqueue((true, activity));
    }

    /// <inheritdoc/>
    public void WriteVerbose(string message) => _messages.Enqueue((false, message));

    /// <summary>Says what the work is.</summary>
    /// <param name="restore">The restore, for which all is ready.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Prepare(PendingRestore restore, CancellationToken cancellationToken) =>
        Restoring = new Task<RestoredContainer>(() => restore.Run(this, cancellationToken));

    /// <summary>Takes what was told since the last time: phases that began, and sentences.</summary>
    internal IEnumerable<(bool IsPhase, string Text)> TakeMessages()
    {
        while (_messages.TryDequeue(out (bool IsPhase, string Text) message))
            yield return message;
    }
}
