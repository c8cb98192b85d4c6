using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what podman prints of pods.</summary>
internal static class PodOutput
{
    /// <summary>Reads <c>podman pod ps --format json</c>.</summary>
    /// <param name="text">The output.</param>
    /// <returns>Each pod's id, and that of its infra container, empty where there is none.</returns>
    internal static IReadOnlyList<(string Id, string InfraId)> Ids(string text) =>
        PodmanJson.List("podman pod ps", text, static pod => (pod.Text("Id"), pod.Text("InfraId")));

    /// <summary>Reads <c>podman pod inspect</c> of several pods; Podman 4 prints a single one without a list around it.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The pods, without the labels of their infra containers.</returns>
    internal static IReadOnlyList<HostPod> Pods(string text) => text.AsSpan().TrimStart().StartsWith("{")
        ? [PodmanJson.Object("podman pod inspect", text, Pod)]
        : PodmanJson.List("podman pod inspect", text, Pod);

    /// <summary>Reads <c>podman container inspect</c> of infra containers.</summary>
    /// <param name="text">The output.</param>
    /// <returns>Each container's id and its SELinux labels.</returns>
    internal static IReadOnlyList<(string Id, string ProcessLabel, string MountLabel)> Labels(string text) =>
        PodmanJson.List("podman container inspect", text, static container => (container.Text("Id"), container.Text("ProcessLabel"), container.Text("MountLabel")));

    // Podman lists the namespaces in another order each time.
    private static HostPod Pod(JsonView pod) => new()
    {
        Id = pod.Text("Id"),
        Name = pod.Text("Name"),
        State = pod.Text("State"),
        SharedNamespaces = [.. pod.Texts("SharedNamespaces").Order(StringComparer.Ordinal)],
        InfraContainerId = pod.Text("InfraContainerID"),
        CgroupPath = pod.Text("CgroupPath"),
    };
}
