using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Restore;

/// <summary>Looks into the config.dump that a plan wants restored.</summary>
internal static class RewrittenConfig
{
    public static string Text(this RestorePlan plan, string field) => plan.RewrittenConfig![field]!.GetValue<string>();

    /// <summary>The fields of config.dump in which the rewritten one differs.</summary>
    public static IEnumerable<string> Rewritten(this RestorePlan plan)
    {
        JsonObject before = Planned.Config(plan.Manifest!);
        Assert.True(plan.RewritesArchive);
        return before.Select(static pair => pair.Key)
            .Union(plan.RewrittenConfig!.Select(static pair => pair.Key))
            .Where(key => !JsonNode.DeepEquals(before[key], plan.RewrittenConfig![key]))
            .Order(StringComparer.OrdinalIgnoreCase);
    }
}
