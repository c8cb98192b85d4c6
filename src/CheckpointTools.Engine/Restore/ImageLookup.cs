using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>The image that the container will be made of.</summary>
/// <param name="Image">The image of the host; null where there is none.</param>
/// <param name="Id">What <c>rootfsImageID</c> has to say; that of the archive where there is no image on the host.</param>
/// <param name="Name">What <c>rootfsImageName</c> has to say, so that Podman finds the image and does not pull another.</param>
/// <param name="Pulls">Whether it has to be pulled, and a registry can be asked for it.</param>
internal sealed record ImageLookup(HostImage? Image, string Id, string Name, bool Pulls)
{
    /// <summary>
    /// Looks for the image: by the archive's id; else by name, since the same image has another id where it was built
    /// or imported again (podman #24307).
    /// </summary>
    internal static ImageLookup Find(IReadOnlyList<HostImage> images, ConfigDump config)
    {
        string id = config.RootfsImageId;
        string name = config.RootfsImageName;
        if (id.Length > 0 && images.FirstOrDefault(image => image.Id == id) is { } same)
            return new ImageLookup(same, id, IsFoundBy(name, images) ? name : NameOf(same), false);
        foreach (string candidate in Candidates(name, config.RawImageName))
        {
            if (images.FirstOrDefault(image => Has(image, candidate)) is { } other)
                return new ImageLookup(other, other.Id, candidate == Full(name) ? name : candidate, false);
        }
        return new ImageLookup(null, id, name, ImageReference.Parse(name) is { IsLocal: false });
    }

    // Podman looks by name before it looks at the id, and pulls what it does not find.
    private static bool IsFoundBy(string name, IReadOnlyList<HostImage> images) =>
        Candidates(name).Any(candidate => images.Any(image => Has(image, candidate)));

    // Of a name with both, Podman takes the digest and leaves the tag out.
    private static bool Has(HostImage image, string fullName) =>
        (fullName.Contains('@', StringComparison.Ordinal) ? image.Digests : image.Names).Any(name => Full(name) == fullName);

    private static IEnumerable<string> Candidates(params string[] names)
    {
        foreach (string name in names)
        {
            if (ImageReference.Parse(name) is not { } reference)
                continue;
            if (ImageReference.IsShort(name) && ImageReference.Parse("localhost/" + name) is { } local)
                yield return local.ToString();
            yield return reference.ToString();
        }
    }

    private static string Full(string name) => ImageReference.Parse(name)?.ToString() ?? "";

    // Podman takes an id of 64 digits for a name, and then pulls nothing.
    private static string NameOf(HostImage image) => image.Names.Count > 0 ? image.Names[0] : image.Id;
}
