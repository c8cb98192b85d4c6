namespace CheckpointTools;

/// <summary>A container of a host.</summary>
public sealed record HostContainer
{
    /// <summary>The id: 64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>running</c>, <c>exited</c>, <c>created</c>, <c>paused</c>, …</summary>
    public string State { get; init; } = "";

    /// <summary>The id of its pod; empty outside one.</summary>
    public string Pod { get; init; } = "";

    /// <summary>Whether it only keeps a pod's namespaces.</summary>
    public bool IsInfra { get; init; }

    /// <summary>Published ports.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = Indexable.List(value); } = [];

    /// <summary>The name, which is what a list of containers shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
