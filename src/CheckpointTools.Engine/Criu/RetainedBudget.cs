namespace CheckpointTools.Criu;

/// <summary>
/// Counts what the records kept of one checkpoint's images take in memory, by estimate, so that no archive makes the
/// reader grow without a bound.
/// </summary>
internal sealed class RetainedBudget(long limit)
{
    private long _left = limit;

    /// <summary>Whether something was not kept because the budget was spent.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Asks to keep something.</summary>
    /// <param name="bytes">What it takes in memory, by estimate.</param>
    /// <returns>Whether it may be kept.</returns>
    public bool TryTake(long bytes)
    {
        // Once something was left out, the rest is: half of the records would only make half-true cross-checks.
        if (IsExceeded || bytes > _left)
        {
            IsExceeded = true;
            return false;
        }

        _left -= bytes;
        return true;
    }

    /// <summary>What a text takes, by estimate.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Bytes.</returns>
    public static long WeightOf(string? text) => text is null ? 0 : 32 + (2L * text.Length);
}
