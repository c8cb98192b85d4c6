using CheckpointTools.Manifest;

namespace CheckpointTools;

/// <summary>A named volume that the container mounts: an element of <c>namedVolumes</c> in config.dump.</summary>
/// <param name="Name"><c>volumeName</c>.</param>
/// <param name="Destination"><c>dest</c>: the path in the container.</param>
/// <param name="ReadOnly">Whether the options say <c>ro</c>.</param>
/// <param name="Options"><c>options</c>, joined by commas.</param>
public sealed record NamedVolume(string Name, string Destination, bool ReadOnly, string Options)
{
    /// <summary>The size in bytes of <c>volumes/NAME.tar</c>; null where the archive has none or was not read that far.</summary>
    public long? Size { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ReadOnly ? $"{Name}:{Destination}:ro" : $"{Name}:{Destination}";

    internal static NamedVolume Read(JsonView volume)
    {
        IReadOnlyList<string> options = volume.Texts("options");
        return new NamedVolume(volume.Text("volumeName"), volume.Text("dest"), options.Contains("ro"), string.Join(',', options));
    }
}
