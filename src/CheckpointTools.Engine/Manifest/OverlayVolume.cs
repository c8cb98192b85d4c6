namespace CheckpointTools.Manifest;

/// <summary>A folder of the host that the container sees and changes only for itself: an element of <c>overlayVolumes</c> in config.dump.</summary>
/// <param name="Destination"><c>dest</c>: the path in the container.</param>
/// <param name="Source"><c>source</c>: the path on the host.</param>
/// <param name="Options"><c>options</c>, such as <c>upperdir=PATH</c>.</param>
public sealed record OverlayVolume(string Destination, string Source, IReadOnlyList<string> Options)
{
    internal static OverlayVolume Read(JsonView volume) => new(volume.Text("dest"), volume.Text("source"), volume.Texts("options"));
}
