namespace CheckpointTools.Restore.Changes;

/// <summary>The OCI runtime's name: Podman takes the one from config.dump, which on this host may go by another path.</summary>
internal static class RuntimeChanges
{
    internal static void Add(PlanContext context, ChangeList changes) =>
        changes.InConfig("runtime", context.Request.Config.Runtime, context.Runtime.Name, "RuntimeRenamed");
}
