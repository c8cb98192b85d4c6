using System.Text.Json;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// What checkpointctl 1.3.0 of Debian trixie printed for a fixture (<c>checkpointctl inspect --all --format json</c>), recorded
/// in tests/fixtures/checkpointctl.
/// </summary>
internal static class CheckpointctlOutput
{
    public static JsonDocument Of(string fixture) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(FixtureArchive.Folder, "checkpointctl", fixture + ".json")));
}
