using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// The folders of the host that an overlay is made of. Podman makes one for <c>-v /path:/path:O</c>, and keeps what is
/// written in the container's own folder.
/// </summary>
internal static class OverlayLayers
{
    /// <summary>The layers that a mount's options name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="readOnly">Whether the mount is read-only.</param>
    /// <returns>The paths, and whether each can only be read.</returns>
    internal static IEnumerable<(string Path, bool ReadOnly)> Of(IReadOnlyList<string> options, bool readOnly)
    {
        // The runtime joins all with commas, so that one option may hold several.
        foreach (string option in options.SelectMany(static text => text.Split(',')))
        {
            string[] pair = option.Split('=', 2);
            if (pair.Length < 2)
                continue;
            if (pair[0] is "lowerdir" or "lowerdir+" or "datadir+")
            {
                foreach (string layer in pair[1].Split(':', StringSplitOptions.RemoveEmptyEntries))
                    yield return (Unescaped(layer), true);
            }
            else if (pair[0] is "upperdir" or "workdir")
            {
                yield return (Unescaped(pair[1]), readOnly);
            }
        }
    }

    /// <summary>The layers of a volume that Podman makes an overlay of when it starts the container again.</summary>
    /// <param name="volume">The volume.</param>
    /// <returns>The paths, and whether each can only be read.</returns>
    internal static IEnumerable<(string Path, bool ReadOnly)> Of(OverlayVolume volume) =>
        [(volume.Source, true), .. Of(volume.Options, readOnly: false)];

    // The kernel drops a backslash before any character.
    private static string Unescaped(string path) => path.Replace("\\", "", StringComparison.Ordinal);
}
