using System.Diagnostics;
using CheckpointTools.Manifest;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore;

/// <summary>Carries a plan out: verifies and stages the archive, has Podman restore it, proves the result, and rolls back what failed.</summary>
/// <param name="podman">The podman command.</param>
internal sealed class ContainerRestorer(PodmanCommand podman)
{
    /// <summary>Restores a container.</summary>
    /// <param name="plan">A plan that is ready.</param>
    /// <param name="host">The facts that the plan was made with.</param>
    /// <param name="planTime">How long planning took.</param>
    /// <param name="observer">Is told what happens, on the calling thread.</param>
    /// <param name="cancellationToken">Stops the restore; what it had made is taken away first.</param>
    /// <returns>The container, proven to be the one that was planned.</returns>
    /// <exception cref="CheckpointToolsException">It could not be restored; the host is as it was before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the host is as it was before.</exception>
    internal RestoredContainer Restore(RestorePlan plan, ContainerHost host, TimeSpan planTime, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        using StagingFolder folder = StagingFolder.Create(StagingPlace.Choose(plan));
        var rollback = new RestoreRollback(podman, host);
        var run = new PodmanRestore(podman, plan, host, folder);
        try
        {
            ProgramResult? result = run.Run(mayFeed: true, observer, cancellationToken);
            if (result is null)
            {
                observer.WriteVerbose("Podman did not take the archive from a pipe; it is given a file.");
                Wait(rollback.RunAsync(plan));
                result = run.Run(mayFeed: false, observer, cancellationToken)!;
            }

            if (result.ExitCode != 0)
                throw Failed(plan, host, run, result, rollback);
            RestoreStatistics? statistics = RestoreStatistics.Read(result.Output);

            long started = Stopwatch.GetTimestamp();
            observer.BeginPhase("Proving");
            ContainerInspection container = Prove(plan, host, statistics?.ContainerId ?? plan.Id, cancellationToken);
            TimeSpan proveTime = Stopwatch.GetElapsedTime(started);
            return new RestoredContainer
            {
                Name = container.Name,
                Id = container.Id,
                Pod = plan.Pod,
                Image = container.ImageName,
                State = container.Status,
                Changed = true,
                Ports = plan.Ports,
                Changes = plan.Changes,
                Warnings = [.. plan.Checks.Where(static check => check.State == CheckState.Warning).Select(static check => check.Message)],
                ProcessId = container.ProcessId,
                ArchivePath = plan.ArchivePath,
                Connection = podman.Connection,
                Transfer = run.Way,
                Duration = planTime + Stopwatch.GetElapsedTime(begun),
                PlanTime = planTime,
                StageTime = run.StageTime,
                RestoreTime = run.RunTime,
                CriuTime = statistics?.CriuTime,
                ProveTime = proveTime,
            };
        }
        catch (Exception exception) when (run.Arguments.Count > 0)
        {
            // Nothing is said before: in a pipeline that is stopped, saying something throws.
            IReadOnlyList<string> left = Wait(rollback.RunAsync(plan));
            if (left.Count > 0)
                throw LeftBehind(exception, host, left);
            throw;
        }
    }

    private RestoreFailedException Failed(RestorePlan plan, ContainerHost host, PodmanRestore run, ProgramResult result, RestoreRollback rollback)
    {
        PodmanException failure = podman.Failure(run.Arguments, result);
        string id = plan.Id.Length > 0 ? plan.Id : Wait(rollback.FindContainerAsync(plan));
        IReadOnlyList<string> log = host.IsRemote ? [] : RestoreLog.Read(host.GraphRoot, id);
        bool criu = log.Count > 0 || result.Error.Contains("criu failed", StringComparison.Ordinal);
        return new RestoreFailedException(
            criu ? "CriuFailed" : "RestoreFailed",
            criu
                ? $"CRIU could not restore the processes: {failure.Reason}{string.Concat(log.Select(static line => Environment.NewLine + line))}"
                : $"Podman could not restore the container: {failure.Reason}",
            criu
                ? "Kernel, CRIU and processor of both hosts must fit; what is above is the end of CRIU's log."
                : "Get-ContainerRestorePlan shows what was checked; -Verbose shows podman's command line.",
            failure)
        {
            RestoreLog = log,
        };
    }

    private ContainerInspection Prove(RestorePlan plan, ContainerHost host, string id, CancellationToken cancellationToken)
    {
        string infra = host.Pods.FirstOrDefault(pod => pod.Id == plan.PodId)?.InfraContainerId ?? "";
        string[] ids = infra.Length > 0 ? [id, infra] : [id];
        IReadOnlyList<ContainerInspection> containers = ContainerInspection.Read(
            Wait(podman.ReadAsync(["container", "inspect", .. ids], cancellationToken)));
        ContainerInspection container = containers[0];
        int other = containers.Count > 1 && !host.IsRemote ? containers[1].ProcessId : 0;
        IReadOnlyDictionary<string, bool?> namespaces = KernelNamespaces.Compare(
            NamespaceField.All.Where(field => plan.NamespaceContainers.ContainsKey(field.Namespace)),
            container.ProcessId,
            other);

        PlanCheck? failed = RestoreVerifier.Check(plan, container, namespaces).FirstOrDefault(static check => check.State == CheckState.Failed);
        return failed is null
            ? container
            : throw new RestoreFailedException(failed.Id, $"The restored container is not the one that was planned: {failed.Message}", "It was removed again; -Verbose shows podman's command line.");
    }

    private static RestoreFailedException LeftBehind(Exception exception, ContainerHost host, IReadOnlyList<string> left) => new(
        exception is CheckpointToolsException known ? known.ErrorId : "RestoreStopped",
        $"{exception.Message} Not everything could be taken away again: {string.Join(", ", left)}.",
        $"Remove it by hand on {(host.Name.Length > 0 ? host.Name : "the host")}: podman rm --force, podman volume rm.",
        exception)
    {
        RestoreLog = (exception as RestoreFailedException)?.RestoreLog ?? [],
        LeftBehind = left,
    };

    // The pipeline's thread waits: progress and prompts belong to it.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
