using CheckpointTools.Archive;

namespace CheckpointTools.Inspection;

/// <summary>Remembers the names of an archive's members, to find those that occur twice under one name or several.</summary>
internal sealed class MemberNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Cleaned names seen so far.</summary>
    internal IReadOnlyCollection<string> Cleaned => _names.Keys;

    internal bool Contains(string cleaned) => _names.ContainsKey(cleaned);

    /// <summary>Takes a member's name.</summary>
    /// <returns>A finding where the name, or another that means the same, was there before.</returns>
    internal Finding? Add(string name)
    {
        string cleaned = MemberName.Clean(name);
        if (_names.TryAdd(cleaned, name))
            return null;
        string shown = MemberRules.Printable(name);
        return _names[cleaned] == name
            ? Finding.Error("DuplicateMember", $"{shown} occurs more than once; Podman takes the last one, other readers the first.", shown)
            : Finding.Error("AliasedMember", $"{shown} and {MemberRules.Printable(_names[cleaned])} are two names of one file; Podman takes the last one.", shown);
    }
}
