using System.Text;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>What <c>podman container inspect</c> says of a container, as far as the proof of a restore asks.</summary>
internal sealed record ContainerInspection
{
    internal string Id { get; private init; } = "";

    internal string Name { get; private init; } = "";

    internal string Pod { get; private init; } = "";

    internal string ImageName { get; private init; } = "";

    internal string ImageId { get; private init; } = "";

    internal string Status { get; private init; } = "";

    internal bool Running { get; private init; }

    internal bool Restored { get; private init; }

    internal int ProcessId { get; private init; }

    internal int ExitCode { get; private init; }

    internal IReadOnlyList<string> Dependencies { get; private init; } = [];

    /// <summary>Only Podman 3 tells it.</summary>
    internal IReadOnlyList<string> ExitCommand { get; private init; } = [];

    internal IReadOnlyList<string> CreateCommand { get; private init; } = [];

    internal bool HasHealthCheck { get; private init; }

    /// <summary>Reads the output for one or several containers.</summary>
    /// <param name="json">The output.</param>
    /// <returns>The containers, in the output's order.</returns>
    /// <exception cref="CheckpointToolsException"><c>PodmanOutputUnreadable</c>.</exception>
    internal static IReadOnlyList<ContainerInspection> Read(string json)
    {
        const string Source = "podman container inspect";
        JsonMember member = JsonMember.Parse(Source, Encoding.UTF8.GetBytes(json), ArchiveLimits.Default);
        var findings = new List<Finding>();
        IReadOnlyList<JsonView> containers = member.Root is System.Text.Json.Nodes.JsonArray list
            ? JsonView.Of(member.Wrap("containers", list), findings).Objects("containers")
            : [];
        ContainerInspection[] read = [.. containers.Select(Read)];
        return read.Length > 0 && findings.Count == 0
            ? read
            : throw new CheckpointToolsException("PodmanOutputUnreadable", $"The output of {Source} is not what it was up to Podman 6.1.", "Run it yourself and report what it prints.");
    }

    private static ContainerInspection Read(JsonView container)
    {
        JsonView state = container.Object("State");
        JsonView config = container.Object("Config");
        return new ContainerInspection
        {
            Id = container.Text("Id"),
            Name = container.Text("Name"),
            Pod = container.Text("Pod"),
            ImageName = container.Text("ImageName"),
            ImageId = container.Text("Image"),
            Status = state.Text("Status"),
            Running = state.Boolean("Running"),
            Restored = state.Boolean("Restored"),
            ProcessId = (int)Math.Clamp(state.Integer("Pid"), 0, int.MaxValue),
            ExitCode = (int)Math.Clamp(state.Integer("ExitCode"), int.MinValue, int.MaxValue),
            Dependencies = container.Texts("Dependencies"),
            ExitCommand = container.Texts("ExitCommand"),
            CreateCommand = config.Texts("CreateCommand"),
            HasHealthCheck = config.Has("Healthcheck"),
        };
    }
}
