using System.Diagnostics;
using System.Text;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore;

/// <summary>
/// Takes away what a failed restore made: its container, its volumes, what runs on of it. Never what was there before.
/// </summary>
/// <param name="podman">The podman command.</param>
/// <param name="host">The host's facts from before the restore.</param>
internal sealed class RestoreRollback(PodmanCommand podman, ContainerHost host)
{
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // CRIU may be in the middle of gigabytes.
    private static readonly TimeSpan RestorePatience = TimeSpan.FromMinutes(1);

    // Nobody may be left waiting for a Podman that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Rolls a restore back.</summary>
    /// <param name="plan">The plan that was being carried out.</param>
    /// <returns>What could not be taken away, in words; none where the host is as it was.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(RestorePlan plan)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var left = new List<string>();
        try
        {
            foreach (string id in await FindContainersAsync(plan, timeout.Token).ConfigureAwait(false))
                await RemoveContainerAsync(plan, id, left, timeout.Token).ConfigureAwait(false);
            foreach (string volume in NewVolumes(plan))
                await RemoveVolumeAsync(volume, left, timeout.Token).ConfigureAwait(false);
            await StopPodAsync(plan, left, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CheckpointToolsException or OperationCanceledException)
        {
            left.Add($"the host could not be asked what is left: {exception.Message}");
        }

        return left;
    }

    /// <summary>The id of the container that the restore made, while it is there.</summary>
    internal async Task<string> FindContainerAsync(RestorePlan plan)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Patience);
            return (await FindContainersAsync(plan, timeout.Token).ConfigureAwait(false)) is [string id, ..] ? id : "";
        }
        catch (Exception exception) when (exception is CheckpointToolsException or OperationCanceledException)
        {
            return "";
        }
    }

    private async Task<IReadOnlyList<string>> FindContainersAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        string output = await podman.ReadAsync(["ps", "--all", "--external", "--no-trunc", "--format", "json"], cancellationToken).ConfigureAwait(false);
        JsonMember member = JsonMember.Parse("podman ps", Encoding.UTF8.GetBytes(output), ArchiveLimits.Default with { JsonBytes = int.MaxValue });
        HashSet<string> before = [.. host.Containers.Select(static container => container.Id)];
        var ids = new List<string>();
        if (member.Root is System.Text.Json.Nodes.JsonArray list)
        {
            ids.AddRange(JsonView.Of(member.Wrap("containers", list), []).Objects("containers")
                .Where(container => container.Text("Id") == plan.Id || container.Texts("Names").Contains(plan.Name))
                .Select(static container => container.Text("Id"))
                .Where(id => !before.Contains(id)));
        }

        // The runtime may know of a container that Podman has forgotten.
        if (plan.Id.Length > 0 && !before.Contains(plan.Id) && !ids.Contains(plan.Id))
            ids.Add(plan.Id);
        return ids;
    }

    private async Task RemoveContainerAsync(RestorePlan plan, string id, List<string> left, CancellationToken cancellationToken)
    {
        string error = "";
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            if (!host.IsRemote)
                await EndProcessesAsync(plan, id, cancellationToken).ConfigureAwait(false);
            ProgramResult removed = await podman.TryAsync(["rm", "--force", "--ignore", "--time", "0", id], cancellationToken).ConfigureAwait(false);
            error = removed.Error.Trim();
            ProgramResult exists = await podman.TryAsync(["container", "exists", "--external", id], cancellationToken).ConfigureAwait(false);
            if (exists.ExitCode == 1 && (host.IsRemote || LeftProcesses.Find(id).Count == 0))
                return;
        }

        left.Add($"container {id[..Math.Min(12, id.Length)]} ({error})");
    }

    /// <summary>Ends what runs of the container, in the order that leaves nothing: as tried on a real host.</summary>
    private async Task EndProcessesAsync(RestorePlan plan, string id, CancellationToken cancellationToken)
    {
        // An OCI runtime or a CRIU that is killed leaves a mount behind, and the runtime a container that it cannot
        // delete. Left alone, they end, well or not, within the time of a restore.
        long started = Stopwatch.GetTimestamp();
        while (LeftProcesses.IsRestoring(id) && Stopwatch.GetElapsedTime(started) < RestorePatience)
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);

        // Podman does not tell the runtime of a container that it never saw running, and forgets it while it runs on.
        if (RuntimeOf(plan) is { Path.Length: > 0 } runtime)
            await podman.Runner.RunAsync(new ProgramCall(runtime.Path, ["delete", "--force", id]), cancellationToken).ConfigureAwait(false);
    }

    private HostRuntime? RuntimeOf(RestorePlan plan)
    {
        string wanted = plan.Options.Runtime.Length > 0 ? plan.Options.Runtime : plan.Manifest?.Runtime ?? "";
        return host.Runtimes.FirstOrDefault(runtime => runtime.Name == wanted || runtime.Path == wanted) ?? (host.Runtimes is [HostRuntime first, ..] ? first : null);
    }

    private IEnumerable<string> NewVolumes(RestorePlan plan) => plan.Options.IgnoreVolume || plan.Manifest is null
        ? []
        : plan.Manifest.Volumes.Select(static volume => volume.Name).Except(host.Volumes);

    private async Task RemoveVolumeAsync(string volume, List<string> left, CancellationToken cancellationToken)
    {
        ProgramResult exists = await podman.TryAsync(["volume", "exists", volume], cancellationToken).ConfigureAwait(false);
        if (exists.ExitCode != 0)
            return;
        ProgramResult removed = await podman.TryAsync(["volume", "rm", volume], cancellationToken).ConfigureAwait(false);
        if (removed.ExitCode != 0)
            left.Add($"volume {volume} ({removed.Error.Trim()})");
    }

    private async Task StopPodAsync(RestorePlan plan, List<string> left, CancellationToken cancellationToken)
    {
        // A restore starts the pod's infra container where it was not running.
        HostPod? pod = host.Pods.FirstOrDefault(pod => pod.Id == plan.PodId);
        if (pod is null || pod.State is "Running" or "Degraded")
            return;
        ProgramResult stopped = await podman.TryAsync(["pod", "stop", "--time", "0", pod.Id], cancellationToken).ConfigureAwait(false);
        if (stopped.ExitCode != 0)
            left.Add($"pod {pod.Name} runs ({stopped.Error.Trim()})");
    }
}
