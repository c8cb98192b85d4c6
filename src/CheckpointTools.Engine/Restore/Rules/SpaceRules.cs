using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether there is room for the restored container. The room for staging is looked at by staging.</summary>
internal static class SpaceRules
{
    /// <summary>Ours: Podman unpacks the whole archive into the container's folder, and applies from there what changed in files and volumes.</summary>
    internal static readonly RestoreRule NotEnoughSpace = new(
        "NotEnoughSpace",
        HostFact.System,
        static _ => null,
        static context =>
        {
            if (context.Host.FreeSpace is not { } free)
                return RuleVerdict.Unknown("How much space is free on the host could not be found out.");
            (long needed, bool exact) = Needed(context.Request);
            string where = context.Host.GraphRoot.Length > 0 ? $" at {context.Host.GraphRoot}" : "";
            if (needed > free)
            {
                return RuleVerdict.Failed(
                    $"The restore needs {(exact ? "" : "at least ")}{BinarySize.TextInFull(needed)}{where}, where {BinarySize.TextInFull(free)} are free.",
                    "Make room, for example with 'podman image prune'.");
            }
            return exact
                ? RuleVerdict.Passed($"The restore needs {BinarySize.Text(needed)}{where}, where {BinarySize.Text(free)} are free.")
                : RuleVerdict.Unknown($"The restore needs at least {BinarySize.Text(needed)}{where}, where {BinarySize.Text(free)} are free; only a full reading tells how much more.");
        });

    private static (long Bytes, bool Exact) Needed(RestoreRequest request)
    {
        CheckpointManifest manifest = request.Manifest;
        if (manifest is { CheckpointSize: { } images, RootFileSystemChangeSize: { } changes, VolumeSize: { } volumes })
        {
            // Once as members of the archive, and once where they belong.
            long applied = (request.Options.IgnoreRootFileSystem ? 0 : changes) + (request.Options.IgnoreVolume ? 0 : volumes);
            return (images + changes + volumes + applied, true);
        }
        // A plain archive is as large as what is unpacked of it; what is applied from there comes on top, unless there is nothing.
        return (manifest.ArchiveSize, false);
    }
}
