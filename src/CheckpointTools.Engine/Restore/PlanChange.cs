namespace CheckpointTools;

/// <summary>One thing about the container that the restore changes.</summary>
/// <param name="Field">What changes: a field of config.dump or spec.dump as <c>config.dump:pod</c>, or <c>config.dump:CreateCommand[3]</c>.</param>
/// <param name="From">The value in the archive; empty for none.</param>
/// <param name="To">The value after the restore; empty for none.</param>
/// <param name="Rule">Why it changes, as a stable id in PascalCase such as <c>PodRebinding</c>.</param>
/// <param name="By"><c>Podman</c> where Podman changes it of itself, <c>CheckpointTools</c> where the archive is rewritten on its way in.</param>
public sealed record PlanChange(string Field, string From, string To, string Rule, string By)
{
    /// <summary>What changes into what.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Field}: {From} -> {To}";
}
