namespace CheckpointTools;

/// <summary>An image of a host.</summary>
/// <param name="Id">The id: 64 hexadecimal digits.</param>
/// <param name="Names">The names with tags, such as <c>docker.io/library/nginx:latest</c>.</param>
public sealed record HostImage(string Id, IReadOnlyList<string> Names)
{
    /// <inheritdoc cref="HostImage(string, IReadOnlyList{string})" path="/param[@name='Names']"/>
    public IReadOnlyList<string> Names { get; init => field = Indexable.List(value); } = Indexable.List(Names);

    /// <summary>The names with digests, such as <c>docker.io/library/nginx@sha256:…</c>.</summary>
    public IReadOnlyList<string> Digests { get; init => field = Indexable.List(value); } = [];

    /// <summary>The first name, or the id where there is none, which is what a list of images shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Names.Count > 0 ? Names[0] : Id;
}
