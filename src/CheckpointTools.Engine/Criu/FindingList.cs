using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>
/// Gathers findings, and of each kind no more than a person reads: an archive with a million dangling descriptors must
/// not become a million findings.
/// </summary>
internal sealed class FindingList
{
    private const int MaxOfOneId = 20;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, (string Severity, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Adds a finding, unless there are enough of its id.</summary>
    /// <param name="finding">The finding.</param>
    public void Add(Finding finding)
    {
        int count = _counts.GetValueOrDefault(finding.Id).Count + 1;
        _counts[finding.Id] = (finding.Severity, count);
        if (count <= MaxOfOneId)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>The findings, and for each id of which there were too many, one that says how many more.</summary>
    /// <returns>The list.</returns>
    public IReadOnlyList<Finding> ToList() =>
    [
        .. _findings,
        .. _counts.Where(pair => pair.Value.Count > MaxOfOneId).Select(pair => new Finding(
            pair.Value.Severity,
            pair.Key,
            string.Create(CultureInfo.InvariantCulture, $"There are {pair.Value.Count - MaxOfOneId} more findings of this kind."),
            string.Empty)),
    ];
}
