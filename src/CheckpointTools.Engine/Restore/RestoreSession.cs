using System.Diagnostics;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore;

/// <summary>
/// One pipeline's restores on one host: facts are read once, and what a restore changed is known to the next.
/// </summary>
public sealed class RestoreSession
{
    private readonly PodmanCommand _podman;
    private readonly PodmanHostReader _hosts;

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
        RestorePlanner.Plan(ArchiveInspector.List(archivePath, ArchiveLimits.Default, cancellationToken), host, options);

    /// <summary>Restores a container.</summary>
    /// <param name="planned">A plan of this session, ready.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Stops it; the host is then as it was.</param>
    /// <returns>The restored container.</returns>
    /// <exception cref="CheckpointToolsException">It could not be restored; the host is as it was.</exception>
    public RestoredContainer Restore(RestorePlan planned, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(observer);
        if (planned.PullsImage)
            Pull(planned, observer, cancellationToken);
        (RestorePlan plan, ContainerHost host) = PlanWithHost(planned.ArchivePath, planned.Options, cancellationToken);
        if (!plan.Ready)
            throw new PlanRefusedException(plan);

        RestoredContainer restored = new ContainerRestorer(_podman).Restore(plan, host, planned.PlanTime + plan.PlanTime, observer, cancellationToken);
        _hosts.Amend(host => After(host, plan, restored));
        return restored;
    }

    /// <summary>Describes the container that makes a restore unnecessary.</summary>
    /// <param name="plan">A plan that skips.</param>
    /// <returns>The container as it was found, unchanged.</returns>
    public RestoredContainer Existing(RestorePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        HostContainer? found = _hosts.Known.Containers.FirstOrDefault(container => container.Id == plan.Id)
            ?? _hosts.Known.Containers.FirstOrDefault(container => container.Name == plan.Name);
        return new RestoredContainer
        {
            Name = found?.Name ?? plan.Name,
            Id = found?.Id ?? plan.Id,
            Pod = plan.Pod,
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

    private static ContainerHost After(ContainerHost host, RestorePlan plan, RestoredContainer restored) => host with
    {
        Containers =
        [
            // A restore starts its pod.
            .. host.Containers.Select(container => container.IsInfra && container.Pod == plan.PodId ? container with { State = "running" } : container),
            new HostContainer { Id = restored.Id, Name = restored.Name, State = restored.State, Pod = plan.PodId, Ports = restored.Ports },
        ],
        Volumes = [.. host.Volumes.Union(plan.Manifest?.Volumes.Select(static volume => volume.Name) ?? [])],
        Pods = [.. host.Pods.Select(pod => pod.Id == plan.PodId ? pod with { State = "Running" } : pod)],
    };

    private (RestorePlan Plan, ContainerHost Host) PlanWithHost(string archivePath, RestoreOptions options, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        CheckpointManifest manifest = ArchiveInspector.List(archivePath, ArchiveLimits.Default, cancellationToken);
        ContainerHost host = ReadHost(manifest, options, cancellationToken);
        RestorePlan plan = RestorePlanner.Plan(manifest, host, options);
        if (!plan.Ready && _hosts.ForgetRecalled())
        {
            host = ReadHost(manifest, options, cancellationToken);
            plan = RestorePlanner.Plan(manifest, host, options);
        }

        return (plan with { PlanTime = Stopwatch.GetElapsedTime(started) }, host);
    }

    private ContainerHost ReadHost(CheckpointManifest manifest, RestoreOptions options, CancellationToken cancellationToken) => _hosts
        .ReadAsync(RestorePlanner.NeededFacts(manifest, options), RestorePlanner.NeededRuntimes(manifest, options), RestorePlanner.NeededNetworks(manifest), cancellationToken)
        .GetAwaiter().GetResult();

    private void Pull(RestorePlan plan, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        observer.BeginPhase("Pulling image");
        string[] arguments = ["pull", "--quiet", "--policy", "missing", plan.Image];
        ProgramResult result = _podman.TryAsync(arguments, cancellationToken).GetAwaiter().GetResult();
        if (result.ExitCode != 0)
        {
            throw new CheckpointToolsException(
                "ImageUnavailable",
                $"The image {plan.Image} is not on the host and could not be pulled: {_podman.Failure(arguments, result).Reason}",
                $"Load it there (podman load, podman pull), or give another image the name {plan.Image} (podman tag).");
        }

        _hosts.Forget(HostFact.Images);
    }
}
