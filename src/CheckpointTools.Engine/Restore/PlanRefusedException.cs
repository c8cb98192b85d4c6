namespace CheckpointTools.Restore;

/// <summary>A plan is not ready: at least one rule failed. Nothing was changed.</summary>
public sealed class PlanRefusedException : CheckpointToolsException
{
    /// <summary>Makes the exception; its id is that of the first rule that failed.</summary>
    /// <param name="plan">A plan that is not ready.</param>
    public PlanRefusedException(RestorePlan plan)
        : this(Failed(plan))
    {
    }

    private PlanRefusedException(PlanCheck[] failed)
        : base(
            failed[0].Id,
            string.Join(' ', failed.Select(static check => check.Message)),
            string.Join(' ', failed.Select(static check => check.RecommendedAction).Where(static action => action.Length > 0).Distinct())) =>
        Checks = failed;

    /// <summary>The rules that failed.</summary>
    public IReadOnlyList<PlanCheck> Checks { get; }

    private static PlanCheck[] Failed(RestorePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Checks.Where(static check => check.State == CheckState.Failed)];
    }
}
