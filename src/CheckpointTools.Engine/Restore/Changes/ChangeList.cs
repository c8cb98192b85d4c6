using System.Text.Json.Nodes;

namespace CheckpointTools.Restore.Changes;

/// <summary>Collects what a restore changes, and makes the changes that are ours in copies of config.dump and spec.dump.</summary>
internal sealed class ChangeList(RestoreRequest request)
{
    internal const string Podman = "Podman";
    internal const string CheckpointTools = "CheckpointTools";

    private readonly List<PlanChange> _changes = [];

    internal IReadOnlyList<PlanChange> Changes => _changes;

    /// <summary>config.dump with our changes; null without any.</summary>
    internal JsonObject? Config { get; private set; }

    /// <summary>spec.dump with our changes; null without any.</summary>
    internal JsonObject? Spec { get; private set; }

    /// <summary>Notes what Podman changes of itself.</summary>
    internal void ByPodman(string field, string from, string to, string rule)
    {
        if (from != to)
            _changes.Add(new PlanChange(field, from, to, rule, Podman));
    }

    /// <summary>Notes something that we do on the host, outside the archive.</summary>
    internal void OnHost(string field, string from, string to, string rule) =>
        _changes.Add(new PlanChange(field, from, to, rule, CheckpointTools));

    /// <summary>Changes config.dump.</summary>
    internal void InConfig(string field, string from, string to, string rule, Action<JsonObject> edit)
    {
        if (from == to)
            return;
        edit(Config ??= Copy(request.Config.Source.Root));
        _changes.Add(new PlanChange("config.dump:" + field, from, to, rule, CheckpointTools));
    }

    /// <summary>Changes a text of config.dump.</summary>
    internal void InConfig(string field, string from, string to, string rule) =>
        InConfig(field, from, to, rule, config => JsonFields.Set(config, field, to));

    /// <summary>Changes spec.dump.</summary>
    internal void InSpec(string field, string from, string to, string rule, Action<JsonObject> edit)
    {
        edit(Spec ??= Copy(request.Spec.Source.Root));
        _changes.Add(new PlanChange("spec.dump:" + field, from, to, rule, CheckpointTools));
    }

    private static JsonObject Copy(JsonNode? root) =>
        root?.DeepClone() as JsonObject ?? throw new InvalidOperationException("The member is no JSON object.");
}
