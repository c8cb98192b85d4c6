using System.Text.Json;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// What checkpointctl 1.3.0 of Debian trixie printed for a fixture (<c>checkpointctl inspect --all --format json</c>),
/// recorded in the real host.
/// </summary>
internal static class CheckpointctlOutput
{
    public static JsonDocument Of(string fixture)
    {
        string path = fixture.StartsWith("criu/", StringComparison.Ordinal)
            ? fixture.Replace(".tar.zst", ".checkpointctl.json", StringComparison.Ordinal)
            : $"checkpointctl/{fixture}.json";
        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(FixtureArchive.Folder, path)));
    }
}
