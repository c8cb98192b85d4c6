using System.Diagnostics;
using CheckpointTools.Inspection;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore;

/// <summary>
/// One pipeline's restores on one host: facts are read once, and what a restore changed, or is about to change, is known
/// to the next. Plans are made on one thread; restores may run on others.
/// </summary>
public sealed class RestoreSession
{
    private readonly PodmanCommand _podman;
    private readonly PodmanHostReader _hosts;
    private readonly List<PendingRestore> _pending = [];
    private readonly Lock _gate = new();

    /// <summary>Begins a session.</summary>
    /// <param name="connection">A podman connection or URL; empty for the local Podman.</param>
    /// <param name="memory">What earlier sessions found out about the local Podman, and this one may add to.</param>
    public RestoreSession(string connection, HostMemory memory)
        : this(new PodmanCommand(new ProgramRunner(), connection), memory)
    {
    }

    internal RestoreSession(PodmanCommand podman, HostMemory? memory = null)
    {
        _podman = podman;
        _hosts = new PodmanHostReader(podman, memory);
    }

    /// <summary>Plans a restore; changes nothing.</summary>
    /// <param name="archivePath">The archive.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The plan, ready or not.</returns>
    /// <exception cref="CheckpointToolsException">The archive cannot be listed, or the host cannot be asked.</exception>
    public RestorePlan Plan(string archivePath, RestoreOptions options, CancellationToken cancellationToken) =>
        PlanWithHost(archivePath, options, cancellationToken).Plan;

    /// <summary>Plans a restore with facts that were read before.</summary>
    /// <param name="archivePath">The archive.</param>
    /// <param name="host">The facts.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The plan, ready or not.</returns>
    /// <exception cref="CheckpointToolsException">The archive cannot be listed.</exception>
    public static RestorePlan Plan(string archivePath, ContainerHost host, RestoreOptions options, CancellationToken cancellationToken) =>
        RestorePlanner.Plan(ArchiveInspector.List(archivePath, new ScanOptions(), cancellationToken), host, options);

    /// <summary>Gets all ready for a restore: pulls the image where it is missing, and makes the plan anew with what the host is now.</summary>
    /// <param name="planned">A plan of this session, ready.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The restore, which later plans count with from now on; run it, on whatever thread.</returns>
    /// <exception cref="CheckpointToolsException">The container cannot be restored; the host is as it was.</exception>
    public PendingRestore Begin(RestorePlan planned, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(planned);
        if (planned.PullsImage)
            Pull(planned, cancellationToken);
        (RestorePlan plan, ContainerHost host) = PlanWithHost(planned.ArchivePath, planned.Options, cancellationToken);
        if (!plan.Ready)
            throw new PlanRefusedException(plan);

        var pending = new PendingRestore(new ContainerRestorer(_podman), plan, host, planned.PlanTime + plan.PlanTime, End);
        lock (_gate)
            _pending.Add(pending);
        return pending;
    }

    /// <summary>Describes the container that makes a restore unnecessary.</summary>
    /// <param name="plan">A plan that skips.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The container as it was found, unchanged.</returns>
    /// <exception cref="CheckpointToolsException">The host cannot be asked.</exception>
    public RestoredContainer Existing(RestorePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        HostContainer? found = _hosts.Known.Containers.FirstOrDefault(container => container.Id == plan.Id)
            ?? _hosts.Known.Containers.FirstOrDefault(container => container.Name == plan.Name);
        return new RestoredContainer
        {
            Name = found?.Name ?? plan.Name,
            Id = found?.Id ?? plan.Id,
            Pod = found is { Pod.Length: > 0 } ? PodName(found.Pod, cancellationToken) : "",
            Image = plan.Image,
            State = found?.State ?? "",
            Ports = found?.Ports ?? [],
            ArchivePath = plan.ArchivePath,
            Connection = _podman.Connection,
            Transfer = "None",
        };
    }

    /// <summary>Takes what podman was asked and warned of since the last time.</summary>
    /// <returns>The messages, oldest first, and whether each is a warning.</returns>
    public IReadOnlyList<(bool IsWarning, string Text)> TakeMessages() =>
        [.. _podman.TakeMessages().Select(static message => (message.IsWarning, message.Text))];

    private static ContainerHost After(ContainerHost host, RestorePlan plan, string id, string name, string state) => host with
    {
        Containers =
        [
            // A restore starts its pod.
            .. host.Containers.Select(container => container.IsInfra && container.Pod == plan.PodId ? container with { State = "running" } : container),
            new HostContainer { Id = id, Name = name, State = state, Pod = plan.PodId, Ports = plan.Ports },
        ],
        Volumes = [.. host.Volumes.Union(plan.Manifest?.Volumes.Select(static volume => volume.Name) ?? [])],
        Pods = [.. host.Pods.Select(pod => pod.Id == plan.PodId ? pod with { State = "Running" } : pod)],
    };

    private (RestorePlan Plan, ContainerHost Host) PlanWithHost(string archivePath, RestoreOptions options, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        CheckpointManifest manifest = ArchiveInspector.List(archivePath, new ScanOptions(), cancellationToken);
        while (true)
        {
            Task[] others;
            lock (_gate)
            {
                ContainerHost host = ReadHost(manifest, options, cancellationToken);
                ContainerHost expected = _pending.Aggregate(host, static (host, pending) => After(host, pending.Plan, pending.Plan.Id, pending.Plan.Name, "running"));
                RestorePlan plan = RestorePlanner.Plan(manifest, expected, options);
                bool mayFail = !plan.Ready || plan.Skips || _pending.Any(pending => StartsPodOf(pending, plan));
                if (!mayFail || (_pending.Count == 0 && (plan.Ready || !_hosts.ForgetRecalled())))
                    return (plan with { PlanTime = Stopwatch.GetElapsedTime(started) }, expected);
                others = [.. _pending.Select(static pending => pending.Ended)];
            }

            // What stands in the way may be a restore that fails, and takes it away again: the verdict is that of one after the other.
            Task.WaitAll(others, cancellationToken);
        }
    }

    // Where it fails it stops the pod again, and with it all that was restored into it meanwhile.
    private static bool StartsPodOf(PendingRestore pending, RestorePlan plan) =>
        plan.PodId.Length > 0 && pending.Plan.PodId == plan.PodId && pending.StartsPod;

    // A plan for a container that is there has not asked for pods.
    private string PodName(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return _hosts.Read(HostFact.Pods, "", cancellationToken).Pods.FirstOrDefault(pod => pod.Id == id)?.Name ?? id;
    }

    private void End(PendingRestore pending, RestoredContainer? restored)
    {
        lock (_gate)
        {
            _pending.Remove(pending);
            if (restored is not null)
                _hosts.Amend(host => After(host, pending.Plan, restored.Id, restored.Name, restored.State));
        }
    }

    private ContainerHost ReadHost(CheckpointManifest manifest, RestoreOptions options, CancellationToken cancellationToken) => _hosts
        .ReadAsync(RestorePlanner.NeededFacts(manifest, options), RestorePlanner.NeededRuntimes(manifest, options), RestorePlanner.NeededNetworks(manifest), cancellationToken)
        .GetAwaiter().GetResult();

    private void Pull(RestorePlan plan, CancellationToken cancellationToken)
    {
        string[] arguments = ["pull", "--quiet", "--policy", "missing", plan.Image];
        ProgramResult result = _podman.TryAsync(arguments, cancellationToken).GetAwaiter().GetResult();
        if (result.ExitCode != 0)
        {
            throw new CheckpointToolsException(
                "ImageUnavailable",
                $"The image {plan.Image} is not on the host and could not be pulled: {_podman.Failure(arguments, result).Reason}",
                $"Load it there (podman load, podman pull), or give another image the name {plan.Image} (podman tag).");
        }

        lock (_gate)
            _hosts.Forget(HostFact.Images);
    }
}
