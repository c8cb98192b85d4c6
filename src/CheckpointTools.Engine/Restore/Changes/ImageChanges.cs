using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>Names the host's image: Podman looks it up by name and then insists on the archive's id (podman #24307).</summary>
internal static class ImageChanges
{
    internal const string Rule = "ImageRebinding";

    internal static void Add(PlanContext context, ChangeList changes)
    {
        ConfigDump config = context.Request.Config;
        if (context.Image.Pulls)
            changes.OnHost("host:image", "", context.Image.Name, "ImagePull");
        if (context.Image.Image is null)
            return;
        changes.InConfig("rootfsImageID", config.RootfsImageId, context.Image.Id, Rule);
        changes.InConfig("rootfsImageName", config.RootfsImageName, context.Image.Name, Rule);
    }
}
