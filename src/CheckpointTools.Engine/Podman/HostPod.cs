namespace CheckpointTools;

/// <summary>A pod of a host.</summary>
public sealed record HostPod
{
    /// <summary>The id: 64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>Running</c>, <c>Created</c>, <c>Exited</c>, …</summary>
    public string State { get; init; } = "";

    /// <summary>The namespaces its containers share, by the names of <c>podman pod create --share</c>.</summary>
    public IReadOnlyList<string> SharedNamespaces { get; init => field = Indexable.List(value); } = [];

    /// <summary>The id of the container that keeps the namespaces; empty where there is none.</summary>
    public string InfraContainerId { get; init; } = "";

    /// <summary>The SELinux label of the infra container's processes.</summary>
    public string InfraProcessLabel { get; init; } = "";

    /// <summary>The SELinux label of the infra container's files.</summary>
    public string InfraMountLabel { get; init; } = "";

    /// <summary>The cgroup that becomes the parent of its containers'.</summary>
    public string CgroupPath { get; init; } = "";

    /// <summary>The name, which is what a list of pods shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
