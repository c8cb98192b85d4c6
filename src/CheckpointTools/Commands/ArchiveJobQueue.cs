namespace CheckpointTools.Commands;

/// <summary>Jobs under way, whose results come in the order in which they were added. For the pipeline's thread.</summary>
/// <typeparam name="TJob">What they are.</typeparam>
/// <param name="threadLimit">How many jobs may run at once.</param>
/// <param name="jobLimit">How many may be under way or done before the first of them is waited for.</param>
/// <param name="write">Waits for a job and writes what came of it.</param>
internal sealed class ArchiveJobQueue<TJob>(int threadLimit, int jobLimit, Action<TJob> write) : IDisposable
    where TJob : ArchiveJob
{
    private readonly Queue<TJob> _jobs = new();
    private readonly ArchiveWorkers _workers = new(threadLimit);
    private bool _writing;

    /// <summary>Begins a job, and writes the results that can be written.</summary>
    /// <param name="job">The job.</param>
    internal void Add(TJob job)
    {
        _workers.Add(job.Work, _jobs.Count);
        _jobs.Enqueue(job);
        while (_jobs.TryPeek(out TJob? first) && (first.Work.IsCompleted || _jobs.Count >= jobLimit))
            WriteNext();
    }

    /// <summary>Waits for all that was added and writes it; nothing, where it is called while a result is written.</summary>
    internal void Drain()
    {
        while (!_writing && _jobs.Count > 0)
            WriteNext();
    }

    /// <summary>Waits for the jobs that run; whoever does not want them to be finished cancels them first.</summary>
    public void Dispose() => _workers.Dispose();

    private void WriteNext()
    {
        _writing = true;
        write(_jobs.Dequeue());
        _writing = false;
    }
}
