using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Nested;

/// <summary>
/// Remembers the names of a tar's members, as numbers of 64 bits, to find those that occur twice and those that lie
/// behind a symbolic link. Two names with one number would be told of wrongly, but nothing escapes by it.
/// </summary>
internal sealed class NestedNames
{
    private const int MaxNames = 500_000;
    private const int MaxLinks = 250_000;
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly HashSet<ulong> _names = [];
    private readonly HashSet<ulong> _links = [];

    /// <summary>Takes a member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The rules that tell of it.</returns>
    internal IEnumerable<NestedTarRule> Add(TarMember member)
    {
        string name = MemberName.Clean(member.Name);
        if (name.Length == 0)
            yield break;
        if (LiesBehindLink(name) || (member.Type == TarMemberType.HardLink && LiesBehindLink(MemberName.Clean(member.LinkTarget))))
            yield return NestedTarRules.BehindLink;
        ulong number = Number(name, name.Length);
        // Of more names than these, doubles are not looked for: they confuse, but do no harm by themselves.
        if (!(_names.Count < MaxNames ? _names.Add(number) : !_names.Contains(number)))
            yield return NestedTarRules.Duplicate;
        if (member.Type != TarMemberType.SymbolicLink)
            yield break;
        if (_links.Count < MaxLinks)
            _links.Add(number);
        else
            yield return NestedTarRules.TooManyLinks;
    }

    private bool LiesBehindLink(string name)
    {
        if (_links.Count == 0)
            return false;
        ulong number = FnvOffset;
        foreach (char c in name)
        {
            if (c == '/' && _links.Contains(number))
                return true;
            number = (number ^ c) * FnvPrime;
        }

        return false;
    }

    private static ulong Number(string name, int length)
    {
        ulong number = FnvOffset;
        for (int i = 0; i < length; i++)
            number = (number ^ name[i]) * FnvPrime;
        return number;
    }
}
