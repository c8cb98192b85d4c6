namespace CheckpointTools.Criu;

/// <summary>What was read from a process's memory.</summary>
internal sealed record ProcessTexts(IReadOnlyList<string>? CommandLine, IReadOnlyList<string>? Environment, bool IsTruncated)
{
    /// <summary>What the texts take in memory, by estimate.</summary>
    public long Weight => 128 + (CommandLine ?? []).Concat(Environment ?? []).Sum(text => RetainedBudget.WeightOf(text) + 8);
}
