using System.Collections;
using System.Diagnostics;
using CheckpointTools.Podman;

namespace CheckpointTools.Completion;

/// <summary>
/// Completes <c>-Pod</c> with the host's pods. Where the archive is known, those that share what the container shared come
/// first, and of the others it is said what they lack.
/// </summary>
public sealed class PodCompleter : HostCompleter
{
    private protected override IEnumerable<(string Text, string Explanation)> Candidates(string connection, IDictionary bound)
    {
        // The archive is read while the host is asked. Where it lies on a slow disk, the pods come without it.
        long begun = Stopwatch.GetTimestamp();
        Task<IReadOnlyList<string>> reading = BoundArchive.SharedNamespacesAsync(bound, HostAnswers.Patience);
        IReadOnlyList<HostPod> pods = HostAnswers.Ask(connection, "pods", ReadAsync);
        TimeSpan left = HostAnswers.Patience - Stopwatch.GetElapsedTime(begun);
        Task.WaitAny([reading], left > TimeSpan.Zero ? left : TimeSpan.Zero);
        IReadOnlyList<string> needed = reading.IsCompletedSuccessfully ? reading.Result : [];
        return
        [
            .. from pod in pods
               let lacking = Lacking(pod, needed)
               orderby lacking.Length, pod.Name
               select (pod.Name, Explain(pod, lacking)),
        ];
    }

    private static string[] Lacking(HostPod pod, IReadOnlyList<string> needed) => pod.InfraContainerId.Length == 0
        ? ["an infra container", .. needed]
        : [.. needed.Except(pod.SharedNamespaces)];

    private static string Explain(HostPod pod, string[] lacking)
    {
        string shared = pod.SharedNamespaces.Count > 0 ? string.Join(", ", pod.SharedNamespaces) : "nothing";
        return $"{pod.State}, shares {shared}{(lacking.Length > 0 ? $"; lacks {string.Join(", ", lacking)}" : "")}";
    }

    private static async Task<IReadOnlyList<HostPod>> ReadAsync(PodmanCommand podman, CancellationToken cancellationToken) =>
        (await new PodmanHostReader(podman).ReadAsync(HostFact.Pods, [], cancellationToken).ConfigureAwait(false)).Pods;
}
