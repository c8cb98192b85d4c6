using System.Text.Json.Nodes;
using CheckpointTools.Restore;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Restore;

/// <summary>A row of a rule's table: an archive, options and a host, and what the rule has to say.</summary>
/// <param name="Id">The rule.</param>
/// <param name="State">Its verdict.</param>
internal sealed record RuleCase(string Id, string State)
{
    public string Fixture { get; init; } = "plain-none.tar";

    public Action<JsonObject>? Config { get; init; }

    public Action<JsonObject>? Spec { get; init; }

    /// <summary>Changes the archive's members.</summary>
    public Action<CheckpointBuilder>? Members { get; init; }

    /// <summary>Whether only the beginning of the archive is read.</summary>
    public bool Listed { get; init; }

    public RestoreOptions Options { get; init; } = new();

    public Func<ContainerHost, ContainerHost> Host { get; init; } = static host => host;

    /// <summary>What the message has to name.</summary>
    public string Says { get; init; } = "";

    /// <summary>What the recommendation has to name.</summary>
    public string Recommends { get; init; } = "";

    public void Check()
    {
        PlanCheck check = Assert.Single(RestorePlanner.Plan(Manifest(), Host(FittingHost.Facts), Options).Checks, check => check.Id == Id);
        Assert.Equal((State, Id), (check.State, check.Id));
        Assert.NotEmpty(check.Message);
        Assert.Contains(Says, check.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", check.Message, StringComparison.Ordinal); // an error has several in one paragraph
        Assert.Contains(Recommends, check.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(State is CheckState.Failed or CheckState.Warning, check.RecommendedAction.Length > 0);
    }

    private CheckpointManifest Manifest()
    {
        if (Members is null && !Listed)
            return Planned.Archive(Fixture, Config, Spec);
        CheckpointBuilder builder = new(Fixture);
        Members?.Invoke(builder);
        if (Config is not null)
            builder.Edit("config.dump", Config);
        byte[] archive = builder.Tar().End();
        return Listed ? Scanned.Listed(archive) : Scanned.Fully(archive);
    }
}
