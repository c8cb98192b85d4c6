using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>One rule of a restore: pure, and found under its id.</summary>
/// <param name="Id">The public, stable id: the check's name in a plan and the error's id in an import.</param>
/// <param name="Needs">The facts of the host that it asks for.</param>
/// <param name="Exempt">
/// Why the rule does not speak of a request; null where it does. The host is not looked at, so that facts which no
/// rule asks for need not be read.
/// </param>
/// <param name="Judge">The rule itself.</param>
internal sealed record RestoreRule(string Id, HostFact Needs, Func<RestoreRequest, string?> Exempt, Func<PlanContext, RuleVerdict> Judge)
{
    /// <summary>Applies the rule.</summary>
    internal PlanCheck Check(PlanContext context)
    {
        if (Exempt(context.Request) is { } reason)
            return new PlanCheck(Id, CheckState.NotApplicable, reason);
        RuleVerdict verdict = Judge(context);
        return new PlanCheck(Id, verdict.State, verdict.Message, verdict.RecommendedAction);
    }
}
