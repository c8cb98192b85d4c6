using System.Diagnostics;
using CheckpointTools.Inspection;
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
        using StagingFolder folder = StagingFolder.Create(StagingPlace.Choose(plan));
        var clock = Stopwatch.StartNew();
        string archive = Transfer(plan, host, folder, observer, cancellationToken);
        TimeSpan stageTime = clock.Elapsed;

        observer.BeginPhase("Restoring");
        var rollback = new RestoreRollback(podman, host);
        try
        {
            clock.Restart();
            RestoreStatistics? statistics = Run(plan, host, archive, folder, rollback, cancellationToken);
            TimeSpan restoreTime = clock.Elapsed;

            clock.Restart();
            observer.BeginPhase("Proving");
            ContainerInspection container = Prove(plan, host, statistics?.ContainerId ?? plan.Id, cancellationToken);
            TimeSpan proveTime = clock.Elapsed;
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
                Transfer = archive == plan.ArchivePath ? "Direct" : "Staged",
                Duration = planTime + stageTime + restoreTime + proveTime,
                PlanTime = planTime,
                StageTime = stageTime,
                RestoreTime = restoreTime,
                CriuTime = statistics?.CriuTime,
                ProveTime = proveTime,
            };
        }
        catch (Exception exception) when (exception is CheckpointToolsException or OperationCanceledException)
        {
            observer.WriteVerbose("Rolling back.");
            throw RolledBack(exception, plan, host, rollback);
        }
    }

    /// <summary>Verifies the archive, and stages it unless Podman can take it as it is.</summary>
    /// <returns>The path for Podman.</returns>
    private static string Transfer(RestorePlan plan, ContainerHost host, StagingFolder folder, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        var options = new ScanOptions { Progress = observer };
        if (plan.Manifest!.Compression == nameof(Archive.CompressionFormat.None) && !plan.RewritesArchive)
        {
            observer.BeginPhase("Verifying");
            CheckAgain(ArchiveStaging.Verify(plan, options, cancellationToken), plan, host);
            return plan.ArchivePath;
        }

        observer.BeginPhase("Staging");
        observer.WriteVerbose($"Staging {plan.ArchivePath} in {folder.FolderPath}.");
        const string Name = "checkpoint.tar";
        using FileStream staged = folder.CreateFile(Name, plan.Manifest.ArchiveSize);
        try
        {
            CheckAgain(ArchiveStaging.Stage(plan, staged, options, cancellationToken), plan, host);
        }
        catch (IOException exception) when (StagingFolder.FreeSpace(folder.FolderPath) < 1 << 20)
        {
            throw folder.NotEnough(staged.Length, StagingFolder.FreeSpace(folder.FolderPath), exception);
        }

        return folder.PathOf(Name);
    }

    // Some rules can speak only once all of the archive was read: what it builds on, and how much room it needs.
    private static void CheckAgain(CheckpointManifest verified, RestorePlan plan, ContainerHost host)
    {
        RestorePlan again = RestorePlanner.Plan(verified, host, plan.Options);
        if (!again.Ready)
            throw new PlanRefusedException(again);
    }

    private RestoreStatistics? Run(RestorePlan plan, ContainerHost host, string archive, StagingFolder folder, RestoreRollback rollback, CancellationToken cancellationToken)
    {
        string[] arguments = [.. plan.Arguments, archive];
        var environment = new Dictionary<string, string>();
        if (!host.IsRemote)
            environment["TMPDIR"] = folder.FolderPath; // so that what a killed podman leaves is swept with it
        ProgramResult result = Wait(podman.TryAsync(arguments, environment, cancellationToken));
        if (result.ExitCode == 0)
            return RestoreStatistics.Read(result.Output);

        PodmanException failure = podman.Failure(arguments, result);
        string id = plan.Id.Length > 0 ? plan.Id : Wait(rollback.FindContainerAsync(plan));
        IReadOnlyList<string> log = host.IsRemote ? [] : RestoreLog.Read(host.GraphRoot, id);
        bool criu = log.Count > 0 || result.Error.Contains("criu failed", StringComparison.Ordinal);
        throw new RestoreFailedException(
            criu ? "CriuFailed" : "RestoreFailed",
            criu ? $"CRIU could not restore the processes: {failure.Reason}" : $"Podman could not restore the container: {failure.Reason}",
            criu
                ? "The end of CRIU's log is in the error's Exception.RestoreLog; kernel, CRIU and CPU of both hosts must fit."
                : "Get-ContainerRestorePlan shows what was checked; run with -Verbose to see podman's command line.",
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

    private static Exception RolledBack(Exception exception, RestorePlan plan, ContainerHost host, RestoreRollback rollback)
    {
        IReadOnlyList<string> left = Wait(rollback.RunAsync(plan));
        if (left.Count == 0)
            return exception;
        string what = string.Join(", ", left);
        return new RestoreFailedException(
            exception is CheckpointToolsException known ? known.ErrorId : "RestoreStopped",
            $"{exception.Message} Not everything could be taken away again: {what}.",
            $"Remove it by hand on {(host.Name.Length > 0 ? host.Name : "the host")}: podman rm --force, podman volume rm.",
            exception)
        {
            RestoreLog = (exception as RestoreFailedException)?.RestoreLog ?? [],
            LeftBehind = left,
        };
    }

    // The pipeline's thread waits: progress and prompts belong to it.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
