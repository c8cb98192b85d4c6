using System.Collections;
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
        IReadOnlyList<HostPod> pods = HostAnswers.Ask(connection, "pods", ReadAsync);
        IReadOnlyList<string> needed = pods.Count > 0 ? BoundArchive.SharedNamespaces(bound) : [];
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
