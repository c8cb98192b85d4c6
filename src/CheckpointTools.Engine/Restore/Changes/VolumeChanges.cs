namespace CheckpointTools.Restore.Changes;

/// <summary>Volumes that Podman makes: all that are not there, with their content or, with -IgnoreVolume, empty.</summary>
internal static class VolumeChanges
{
    internal static void Add(PlanContext context, ChangeList changes)
    {
        IEnumerable<string> names = context.Request.Config.NamedVolumes.Select(static volume => volume.Name).Distinct();
        foreach (string name in names.Except(context.Host.Volumes))
            changes.ByPodman("host:volume", "", name, context.Request.Options.IgnoreVolume ? "VolumeCreatedEmpty" : "VolumeCreated");
    }
}
