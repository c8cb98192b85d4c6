using CheckpointTools.Archive;

namespace CheckpointTools.Inspection;

/// <summary>What a member's headers alone tell: names, types and links that an honest writer never makes.</summary>
internal static class MemberRules
{
    /// <summary>Judges one member by itself.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The findings; none for an honest member.</returns>
    internal static IEnumerable<Finding> Check(TarMember member)
    {
        string name = Printable(member.Name);
        foreach (TarOddity oddity in member.Oddities.Distinct())
            yield return Finding.Error(Id(oddity), $"{name}: {Meaning(oddity)}", name);

        if (member.Type == TarMemberType.GlobalHeader)
            yield break;
        if (MemberName.HasControlCharacters(member.Name) || MemberName.HasControlCharacters(member.LinkTarget))
            yield return Finding.Error("MemberNameInvalid", $"{name} has control characters in its name.", name);
        if (member.Name.Length == 0 && member.Type != TarMemberType.Directory)
            yield return Finding.Error("MemberNameInvalid", "A member has no name: it would take the place of the folder that the archive is unpacked in.");
        if (MemberName.Leaves(member.Name))
            yield return Finding.Error("MemberLeavesArchive", $"{name} would be unpacked outside the folder that the archive is unpacked in.", name);
        else if (MemberName.IsDisguised(member.Name) || (member.Type == TarMemberType.File && member.Name.EndsWith('/')))
            yield return Finding.Error("MemberNameDisguised", $"{name} is another name for {MemberName.Clean(member.Name)}, made so that not everybody sees it.", name);

        if (CheckType(member, name) is { } finding)
            yield return finding;
        string cleaned = MemberName.Clean(member.Name);
        if (cleaned.Length > 0 && !KnownMembers.IsKnown(cleaned))
            yield return Finding.Warning("UnknownMember", $"{name} is no part of a checkpoint; Podman unpacks it all the same.", name);
    }

    /// <summary>The name with control characters replaced, and cut where it is very long: findings are shown on terminals.</summary>
    internal static string Printable(string name)
    {
        string cut = name.Length <= 200 ? name : name[..200] + "…";
        return TerminalText.Printable(cut);
    }

    private static Finding? CheckType(TarMember member, string name) => member.Type switch
    {
        TarMemberType.File or TarMemberType.Directory => null,
        TarMemberType.SymbolicLink when IsParent(member) => null,
        TarMemberType.SymbolicLink or TarMemberType.HardLink =>
            Finding.Error("UnexpectedLink", $"{name} is a link to {Printable(member.LinkTarget)}; the only link of a checkpoint is {KnownMembers.Parent}.", name),
        TarMemberType.CharacterDevice or TarMemberType.BlockDevice or TarMemberType.Fifo =>
            Finding.Error("UnexpectedDevice", $"{name} is a device or a named pipe; a checkpoint has none.", name),
        TarMemberType.Sparse => Finding.Error("SparseMember", $"{name} is stored in a form for files with holes that not every reader knows.", name),
        _ => Finding.Error("UnknownMemberType", $"{name} is of a type that no tar standard names.", name),
    };

    private static bool IsParent(TarMember member) =>
        MemberName.Clean(member.Name) == KnownMembers.Parent && member.LinkTarget.TrimEnd('/') == KnownMembers.ParentTarget;

    private static string Id(TarOddity oddity) => oddity switch
    {
        TarOddity.NameNotUtf8 => "MemberNameInvalid",
        TarOddity.SparseRecords => "SparseMember",
        _ => oddity.ToString(),
    };

    private static string Meaning(TarOddity oddity) => oddity switch
    {
        TarOddity.PaxRecordsContradict => "its PAX header says one thing twice, differently.",
        TarOddity.ExtensionsContradict => "several extension headers speak of it, and readers differ in which one they follow.",
        TarOddity.GlobalHeaderOverrides => "a global PAX header changes the members behind it for some readers and not for Podman.",
        TarOddity.SizeWithoutContent => "it claims a size though its type has no content; readers differ in where the next member starts.",
        TarOddity.SparseRecords => "it is no file, but has the records of one with holes, which rename it for Podman.",
        _ => "its name is no UTF-8.",
    };
}
