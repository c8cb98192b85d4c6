using System.Collections;
using CheckpointTools.Podman;

namespace CheckpointTools.Completion;

/// <summary>Completes <c>-Connection</c> with podman's own connections, which are a matter of this machine.</summary>
public sealed class ConnectionCompleter : HostCompleter
{
    private protected override IEnumerable<(string Text, string Explanation)> Candidates(string connection, IDictionary bound) =>
        HostAnswers.Ask("", "connections", ReadAsync)
            .OrderByDescending(static known => known.IsDefault)
            .ThenBy(static known => known.Name, StringComparer.Ordinal)
            .Select(static known => (known.Name, known.IsDefault ? $"{known.Uri} (podman's default)" : known.Uri));

    private static async Task<IReadOnlyList<Known>> ReadAsync(PodmanCommand podman, CancellationToken cancellationToken)
    {
        string text = await podman.ReadAsync(["system", "connection", "list", "--format", "json"], cancellationToken).ConfigureAwait(false);
        return
        [
            .. PodmanJson.List("podman system connection list", text, static item => new Known(item.Text("Name"), item.Text("URI"), item.Boolean("Default")))
                .Where(static known => known.Name.Length > 0),
        ];
    }

    private sealed record Known(string Name, string Uri, bool IsDefault);
}
