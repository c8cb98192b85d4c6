using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CheckpointTools.Restore;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Restore;

/// <summary>Plans with real archives, as they are or with fields of their JSON changed.</summary>
internal static class Planned
{
    private static readonly ConcurrentDictionary<string, CheckpointManifest> Unchanged = new();

    /// <summary>Reads all of an archive.</summary>
    public static CheckpointManifest Archive(string fixture, Action<JsonObject>? config = null, Action<JsonObject>? spec = null)
    {
        if (config is null && spec is null)
            return Unchanged.GetOrAdd(fixture, static name => Scanned.Fully(new CheckpointBuilder(name).Tar().End()));
        CheckpointBuilder builder = new(fixture);
        if (config is not null)
            builder.Edit("config.dump", config);
        if (spec is not null)
            builder.Edit("spec.dump", spec);
        return Scanned.Fully(builder.Tar().End());
    }

    /// <summary>Makes a plan for the host that fits.</summary>
    public static RestorePlan On(CheckpointManifest manifest, RestoreOptions? options = null, Func<ContainerHost, ContainerHost>? host = null) =>
        RestorePlanner.Plan(manifest, host is null ? FittingHost.Facts : host(FittingHost.Facts), options ?? new RestoreOptions());

    public static JsonObject Config(CheckpointManifest manifest) => (JsonObject)manifest.Config!.Source.Root!;

    public static JsonObject Spec(CheckpointManifest manifest) => (JsonObject)manifest.Spec!.Source.Root!;
}
