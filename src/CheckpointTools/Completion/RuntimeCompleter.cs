using System.Collections;
using CheckpointTools.Podman;

namespace CheckpointTools.Completion;

/// <summary>Completes <c>-Runtime</c> with the host's OCI runtimes, those that can checkpoint first.</summary>
public sealed class RuntimeCompleter : HostCompleter
{
    // The two that have checkpoints; a host does not list what it has.
    private static readonly string[] Usual = ["crun", "runc"];

    private protected override IEnumerable<(string Text, string Explanation)> Candidates(string connection, IDictionary bound) =>
        HostAnswers.Ask(connection, "runtimes", ReadAsync)
            .DistinctBy(static runtime => runtime.Name)
            .OrderByDescending(static runtime => runtime.CanCheckpoint)
            .ThenBy(static runtime => runtime.Name, StringComparer.Ordinal)
            .Select(static runtime => (runtime.Name, $"{runtime.Path} {runtime.Version}{(runtime.CanCheckpoint ? "" : ", cannot checkpoint")}"));

    private static async Task<IReadOnlyList<HostRuntime>> ReadAsync(PodmanCommand podman, CancellationToken cancellationToken)
    {
        ContainerHost host = await new PodmanHostReader(podman).ReadAsync(HostFact.Runtime, Usual, cancellationToken).ConfigureAwait(false);
        return [.. host.Runtimes.Where(static runtime => runtime.Path.Length > 0)];
    }
}
