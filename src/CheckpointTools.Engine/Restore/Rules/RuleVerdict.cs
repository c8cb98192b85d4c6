namespace CheckpointTools.Restore.Rules;

/// <summary>What a rule found: a check but for the rule's id.</summary>
/// <param name="State">One of the words of <see cref="CheckState"/>.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="RecommendedAction">What to do or type next.</param>
internal sealed record RuleVerdict(string State, string Message, string RecommendedAction = "")
{
    internal static RuleVerdict Passed(string message) => new(CheckState.Passed, message);

    internal static RuleVerdict Failed(string message, string action) => new(CheckState.Failed, message, action);

    internal static RuleVerdict Warning(string message, string action) => new(CheckState.Warning, message, action);

    internal static RuleVerdict Unknown(string message) => new(CheckState.Unknown, message);

    internal static RuleVerdict NotApplicable(string message) => new(CheckState.NotApplicable, message);
}
