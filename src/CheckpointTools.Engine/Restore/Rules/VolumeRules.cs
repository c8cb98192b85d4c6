using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the content of named volumes can be restored.</summary>
internal static class VolumeRules
{
    /// <summary>Seed: "volume with name %s already exists. Use --ignore-volumes to not restore content of volumes".</summary>
    internal static readonly RestoreRule VolumeExists = new(
        "VolumeExists",
        HostFact.Volumes,
        Exempt,
        static context =>
        {
            string[] taken = [.. context.Request.Config.NamedVolumes.Select(static volume => volume.Name).Where(static name => name.Length > 0).Intersect(context.Host.Volumes)];
            return taken.Length == 0
                ? RuleVerdict.Passed("None of the container's volumes is on this host yet.")
                : RuleVerdict.Failed(
                    $"{(taken.Length == 1 ? "A volume" : "Volumes")} of the container's is on this host already: {string.Join(", ", taken)}. The content in the archive would overwrite it.",
                    "Add -IgnoreVolume to keep what is in it, or remove it first: podman volume rm NAME.");
        });

    /// <summary>Podman: "failed to open volume file …/NAME.tar", with the container already created.</summary>
    internal static readonly RestoreRule VolumeContentMissing = new(
        "VolumeContentMissing",
        HostFact.None,
        Exempt,
        static context =>
        {
            string[] missing = [.. context.Request.Manifest.Volumes.Where(static volume => volume.Size is null).Select(static volume => volume.Name)];
            if (missing.Length == 0)
                return RuleVerdict.Passed("The archive holds the content of all volumes.");
            return context.Request.IsFullyRead
                ? RuleVerdict.Failed(
                    $"The archive has no content for {string.Join(", ", missing)}: it was made with --ignore-volumes, or through the REST interface.",
                    "Add -IgnoreVolume: volumes that are not there are then created empty.")
                : RuleVerdict.Unknown("Only a full reading tells whether the archive holds the volumes' content.");
        });

    private static string? Exempt(RestoreRequest request) =>
        request.Config.NamedVolumes.Count == 0 ? "The container has no named volume."
        : request.Options.IgnoreVolume ? "-IgnoreVolume was given." : null;
}
