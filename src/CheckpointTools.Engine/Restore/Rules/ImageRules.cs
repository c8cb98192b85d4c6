using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the image is there, or can be had.</summary>
internal static class ImageRules
{
    /// <summary>
    /// Seed: the image is pulled by name where it is missing. What is sure to fail is told here; whether a registry
    /// has it is found out by pulling.
    /// </summary>
    internal static readonly RestoreRule ImageUnavailable = new(
        "ImageUnavailable",
        HostFact.Images,
        static _ => null,
        static context =>
        {
            if (context.Request.Config is { Rootfs.Length: > 0, RootfsImageId.Length: 0 } config)
                return RuleVerdict.Failed($"The container was made of the folder {config.Rootfs} (--rootfs), not of an image; Podman does not restore those.", "Make an image of the folder ('podman import') and run the container from that before the checkpoint.");
            return context.Image switch
            {
                { Image: { } image } => RuleVerdict.Passed($"The image {context.Image.Name} is there ({image.Id[..Math.Min(12, image.Id.Length)]})."),
                { Pulls: true } => RuleVerdict.Passed($"The image {context.Image.Name} is not there and will be pulled."),
                { Name.Length: 0 } => RuleVerdict.Failed("The archive names no image.", "Take another copy of the archive."),
                var missing => RuleVerdict.Failed(
                    $"The image {missing.Name} is not on this host, and no registry can be asked for a name like that.",
                    "Copy the image from the host it was built on: 'podman save' there, 'podman load' here."),
            };
        });

    /// <summary>Ours: Podman fails here ("image not known", podman #24307); a rewritten archive does not, but is it the same image?</summary>
    internal static readonly RestoreRule ImageDiffers = new(
        "ImageDiffers",
        HostFact.Images,
        static request => request.Config.RootfsImageId.Length == 0 ? "The archive has no image id." : null,
        static context => context.Image switch
        {
            { Image: null } => RuleVerdict.NotApplicable("The image is not on this host."),
            { Image: { } image } when image.Id == context.Request.Config.RootfsImageId => RuleVerdict.Passed("It is the image that the container was made of."),
            var other => RuleVerdict.Warning(
                $"{other.Name} has another id on this host than where the container was made. It is restored with this host's, whose files may differ from those that its processes had open.",
                "Compare the two images; an image that was built or imported again from the same files will do."),
        });
}
