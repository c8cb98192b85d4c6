using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Nested;

/// <summary>Counts what is found in one tar within the archive: ten thousand setuid files are one finding.</summary>
/// <param name="memberName">The tar's name in the archive.</param>
internal sealed class NestedTarCounts(string memberName)
{
    private const int MaxNames = 5;

    private readonly Dictionary<NestedTarRule, (long Count, List<string> Names)> _counts = [];
    private Finding? _fault;

    internal void Add(NestedTarRule rule, TarMember member)
    {
        (long count, List<string> names) = _counts.TryGetValue(rule, out (long, List<string>) known) ? known : (0, []);
        if (count < MaxNames)
            names.Add(MemberRules.Printable(member.Name));
        _counts[rule] = (count + 1, names);
    }

    /// <summary>Notes where the tar cannot be read any further.</summary>
    internal void Fail(ArchiveFormatException exception) => _fault = Finding.Error(
        exception.ErrorId,
        $"In {MemberRules.Printable(memberName)}: {exception.Message}",
        exception.Location.Length > 0 ? $"{memberName}:{exception.Location}" : memberName);

    internal IReadOnlyList<Finding> ToFindings() =>
    [
        .. _counts.OrderBy(static pair => pair.Key.Id, StringComparer.Ordinal).Select(pair => ToFinding(pair.Key, pair.Value.Count, pair.Value.Names)),
        .. _fault is null ? Array.Empty<Finding>() : [_fault],
    ];

    private Finding ToFinding(NestedTarRule rule, long count, List<string> names)
    {
        string subject = count == 1 ? "One file" : $"Each of {count:N0} files";
        string message = $"In {MemberRules.Printable(memberName)}: {rule.Meaning.Replace("{0}", subject, StringComparison.Ordinal)}: {string.Join(", ", names)}{(count > names.Count ? ", …" : "")}.";
        string location = $"{memberName}:{names[0]}";
        return rule.Risk.Length == 0 ? Finding.Error(rule.Id, message, location) : Finding.Trust(rule.Risk, rule.Id, message, location);
    }
}
