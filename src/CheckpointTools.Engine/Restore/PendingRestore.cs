namespace CheckpointTools.Restore;

/// <summary>A restore for which all is ready. Several of one session may run at once, each on a thread of its own.</summary>
public sealed class PendingRestore
{
    private readonly ContainerRestorer _restorer;
    private readonly ContainerHost _host;
    private readonly TimeSpan _planTime;
    private readonly Action<PendingRestore, RestoredContainer?> _end;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PendingRestore(ContainerRestorer restorer, RestorePlan plan, ContainerHost host, TimeSpan planTime, Action<PendingRestore, RestoredContainer?> end)
    {
        _restorer = restorer;
        _host = host;
        _planTime = planTime;
        _end = end;
        Plan = plan;
    }

    /// <summary>The plan that is carried out.</summary>
    public RestorePlan Plan { get; }

    /// <summary>Ends when the restore has ended, well or not, and its session knows of it.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Whether the pod does not run yet, so that this restore starts it.</summary>
    internal bool StartsPod => _host.Pods.FirstOrDefault(pod => pod.Id == Plan.PodId) is { State: not ("Running" or "Degraded") };

    /// <summary>Restores the container.</summary>
    /// <param name="observer">Is told what happens, on this thread.</param>
    /// <param name="cancellationToken">Stops it; the host is then as it was.</param>
    /// <returns>The restored container.</returns>
    /// <exception cref="CheckpointToolsException">It could not be restored; the host is as it was.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RestoredContainer Run(IRestoreObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observer);
        RestoredContainer? restored = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return restored = _restorer.Restore(Plan, _host, _planTime, observer, cancellationToken);
        }
        finally
        {
            _end(this, restored);
            _ended.SetResult();
        }
    }
}
