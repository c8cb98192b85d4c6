namespace CheckpointTools;

/// <summary>
/// The words that <see cref="Finding.Risk"/> and <see cref="CheckpointManifest.RiskLevel"/> take: how much of a host an
/// archive would get when it is restored there.
/// </summary>
public static class FindingRisk
{
    /// <summary>What an ordinary container gets.</summary>
    public const string Low = "Low";

    /// <summary>More than an ordinary container gets, and what many honest ones need.</summary>
    public const string Medium = "Medium";

    /// <summary>Enough to take the host over, to read its secrets, or to destroy it.</summary>
    public const string High = "High";

    /// <summary>The highest risk among findings; <see cref="Low"/> where none has any.</summary>
    /// <param name="findings">The findings.</param>
    /// <returns>One of the words.</returns>
    public static string Highest(IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Select(static finding => finding.Risk).DefaultIfEmpty(Low).MaxBy(Rank) is { Length: > 0 } risk ? risk : Low;
    }

    /// <summary>The higher of two risks.</summary>
    internal static string Max(string left, string right) => Rank(left) >= Rank(right) ? left : right;

    /// <summary>A number to sort by; higher is worse.</summary>
    internal static int Rank(string risk) => risk switch
    {
        High => 3,
        Medium => 2,
        Low => 1,
        _ => 0,
    };
}
