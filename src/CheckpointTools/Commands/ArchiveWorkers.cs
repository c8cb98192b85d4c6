using System.Collections.Concurrent;

namespace CheckpointTools.Commands;

/// <summary>Works on archives on a few threads of its own. Work is added, and results are awaited, by the pipeline's thread.</summary>
/// <param name="threadLimit">How many threads there may be.</param>
/// <remarks>Not the thread pool's: who reads an archive waits for other tasks of the pool.</remarks>
internal sealed class ArchiveWorkers(int threadLimit) : IDisposable
{
    private readonly BlockingCollection<Task> _jobs = [];
    private readonly List<Thread> _threads = [];

    /// <summary>Adds work.</summary>
    /// <param name="job">What to do; not begun.</param>
    /// <param name="waiting">How many jobs have been added whose results were not awaited yet.</param>
    internal void Add(Task job, int waiting)
    {
        _jobs.Add(job);
        if (_threads.Count >= threadLimit || _threads.Count > waiting)
            return;
        var thread = new Thread(Work) { IsBackground = true, Name = "CheckpointTools" };
        _threads.Add(thread);
        thread.Start();
    }

    /// <summary>Waits for the threads to end; whoever does not want the work under way to be finished cancels it first.</summary>
    public void Dispose()
    {
        _jobs.CompleteAdding();
        while (_jobs.TryTake(out _))
        {
            // Nobody waits for it any more.
        }

        foreach (Thread thread in _threads)
            thread.Join();
        _jobs.Dispose();
    }

    private void Work()
    {
        foreach (Task job in _jobs.GetConsumingEnumerable())
            job.RunSynchronously(TaskScheduler.Default);
    }
}
