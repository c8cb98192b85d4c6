using System.Collections;
using System.Globalization;

namespace CheckpointTools;

/// <summary>
/// Gathers findings, and of each kind no more than a person reads: an archive with a million dangling descriptors must
/// not become a million findings.
/// </summary>
/// <param name="most">How many of one id are kept.</param>
internal sealed class FindingList(int most = FindingList.Most) : IEnumerable<Finding>
{
    private const int Most = 20;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, (string Severity, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Adds a finding, unless there are enough of its id.</summary>
    /// <param name="finding">The finding.</param>
    public void Add(Finding finding)
    {
        int count = _counts.GetValueOrDefault(finding.Id).Count + 1;
        _counts[finding.Id] = (finding.Severity, count);
        if (count <= most)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Adds findings, as <see cref="Add"/> does.</summary>
    /// <param name="findings">The findings.</param>
    public void AddRange(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            Add(finding);
        }
    }

    /// <summary>The findings, and for each id of which there were too many, one that says how many more.</summary>
    /// <returns>The list.</returns>
    public IReadOnlyList<Finding> ToList() => [.. this];

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => _findings.Concat(_counts.Where(pair => pair.Value.Count > most).Select(pair => new Finding(
        pair.Value.Severity,
        pair.Key,
        string.Create(CultureInfo.InvariantCulture, $"There are {pair.Value.Count - most} more findings of this kind."),
        string.Empty))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
