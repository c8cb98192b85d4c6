using System.Text;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>What <c>podman container restore --print-stats</c> prints.</summary>
/// <param name="ContainerId">The restored container's id.</param>
/// <param name="CriuTime">How long CRIU took; null where Podman does not say.</param>
internal sealed record RestoreStatistics(string ContainerId, TimeSpan? CriuTime)
{
    /// <summary>Reads the output.</summary>
    /// <param name="output">What podman printed.</param>
    /// <returns>The statistics; null where the output is something else.</returns>
    internal static RestoreStatistics? Read(string output)
    {
        // Podman may print a line of its own before.
        int start = output.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            return null;
        JsonMember member = JsonMember.Parse("podman container restore", Encoding.UTF8.GetBytes(output[start..]), ArchiveLimits.Default);
        IReadOnlyList<JsonView> containers = JsonView.Of(member, []).Objects("container_statistics");
        if (containers.Count != 1 || containers[0].Text("Id") is not { Length: > 0 } id)
            return null;
        JsonView criu = containers[0].Object("criu_statistics");
        return new RestoreStatistics(id, criu.Has("restore_time") ? TimeSpan.FromMicroseconds(criu.Integer("restore_time")) : null);
    }
}
