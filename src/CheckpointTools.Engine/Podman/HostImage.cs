namespace CheckpointTools;

/// <summary>An image of a host.</summary>
/// <param name="Id">The id: 64 hexadecimal digits.</param>
/// <param name="Names">The names with tags, such as <c>docker.io/library/nginx:latest</c>.</param>
public sealed record HostImage(string Id, IReadOnlyList<string> Names)
{
    /// <summary>The names with digests, such as <c>docker.io/library/nginx@sha256:…</c>.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
