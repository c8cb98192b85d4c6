using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what podman prints of images.</summary>
internal static class ImageOutput
{
    /// <summary>Reads <c>podman images --all --format json</c>.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The images, each once.</returns>
    internal static IReadOnlyList<HostImage> Images(string text) =>
    [
        .. PodmanJson.List("podman images", text, Image)
            .GroupBy(static image => image.Id, StringComparer.Ordinal)
            .Select(static same => new HostImage(same.Key, Distinct(same.SelectMany(static image => image.Names)))
            {
                Digests = Distinct(same.SelectMany(static image => image.Digests)),
            }),
    ];

    // Over the Docker-like part of a service's API there are RepoTags and no Names.
    private static HostImage Image(JsonView image) => new(image.Text("Id"), image.Has("Names") ? image.Texts("Names") : image.Texts("RepoTags"))
    {
        Digests = image.Texts("RepoDigests"),
    };

    private static List<string> Distinct(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal)];
}
