namespace CheckpointTools;

/// <summary>What one rule says of a restore.</summary>
/// <param name="Id">The rule's public, stable id.</param>
/// <param name="State">One of the words of <see cref="CheckState"/>.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="RecommendedAction">What to do or type next; empty unless the rule failed or warns.</param>
public sealed record PlanCheck(string Id, string State, string Message, string RecommendedAction = "")
{
    /// <summary>What the rule says, in a word.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Id}: {State}";
}
