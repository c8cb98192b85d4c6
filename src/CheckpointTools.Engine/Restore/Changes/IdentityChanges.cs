namespace CheckpointTools.Restore.Changes;

/// <summary>Name and id: a new name brings a new id with it (<c>CRImportCheckpoint</c> empties the id).</summary>
internal static class IdentityChanges
{
    internal const string Rule = "NewName";

    internal static void Add(PlanContext context, ChangeList changes)
    {
        RestoreRequest request = context.Request;
        if (request.Options.Name.Length == 0)
            return;
        changes.ByPodman("config.dump:name", request.Manifest.Name, request.Name, Rule);
        changes.ByPodman("config.dump:id", request.Manifest.Id, request.Id, Rule);
    }
}
