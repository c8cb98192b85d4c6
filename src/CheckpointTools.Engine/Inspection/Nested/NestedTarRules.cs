using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Nested;

/// <summary>
/// What the headers of a tar within the archive tell: <c>rootfs-diff.tar</c>, which is unpacked into the container's root,
/// a volume's content, and that of its shared memory. Podman unpacks them on the host, as root, and not in the container;
/// CRIU does so with those of its own tmpfs, which no path of the host leads to afterwards.
/// </summary>
internal static class NestedTarRules
{
    private const int SetIds = 0b110_000_000_000;

    internal static readonly NestedTarRule SetuidFile = new(
        "SetuidFile", FindingRisk.Medium, "{0} would be put on the host with the setuid or setgid bit: whoever starts it gets its owner's rights");

    internal static readonly NestedTarRule FileCapability = new(
        "FileCapability", FindingRisk.Medium, "{0} would be put on the host with capabilities of its own, which whoever starts it gets");

    internal static readonly NestedTarRule DeviceNode = new(
        "DeviceNode", FindingRisk.Medium, "{0} is a device node; whoever may open it gets at the device itself, such as a disk");

    internal static readonly NestedTarRule TrustedAttribute = new(
        "TrustedAttribute", FindingRisk.High, "{0} has attributes that only root of the host may set and that file systems obey; no engine writes them");

    internal static readonly NestedTarRule LinkAbsolute = new(
        "NestedLinkAbsolute", FindingRisk.Low, "{0} is a symbolic link to an absolute path, which on the host leads out of the volume");

    internal static readonly NestedTarRule LinkClimbs = new(
        "NestedLinkClimbs", FindingRisk.Medium, "{0} is a symbolic link that climbs out of where it is unpacked; Podman refuses to unpack it");

    internal static readonly NestedTarRule HardLinkLeaves = new(
        "NestedLinkLeaves", "", "{0} is a hard link to a file outside of what is unpacked, and would make that file of the host the container's");

    internal static readonly NestedTarRule NameLeaves = new(
        "NestedMemberLeaves", "", "{0} has a name that leads out of where it is unpacked, to a file of the host");

    internal static readonly NestedTarRule BehindLink = new(
        "NestedMemberBehindLink", "", "{0} lies behind a symbolic link of the same tar: unpacked as root, it would end up wherever on the host the link points");

    internal static readonly NestedTarRule Duplicate = new(
        "NestedMemberDuplicate", FindingRisk.Medium, "{0} is there more than once; what is unpacked first is not what stays");

    internal static readonly NestedTarRule TooManyLinks = new(
        "NestedLinksUncounted", FindingRisk.Medium, "{0} is one of so many symbolic links that what lies behind them was not looked for any more");

    internal static readonly NestedTarRule TypeUnknown = new(
        "NestedMemberTypeUnknown", "", "{0} is of a type that no tar standard names; Podman stops there");

    internal static readonly NestedTarRule Ambiguous = new(
        "NestedHeaderAmbiguous", "", "{0} has headers that readers take for different things, so that what was looked at may not be what is unpacked");

    internal static readonly NestedTarRule NameUnprintable = new(
        "NestedNameUnprintable", FindingRisk.Low, "{0} has control characters in its name, which a terminal obeys");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<NestedTarRule> All { get; } =
    [
        SetuidFile, FileCapability, DeviceNode, TrustedAttribute, LinkAbsolute, LinkClimbs, HardLinkLeaves, NameLeaves, BehindLink, Duplicate,
        TooManyLinks, TypeUnknown, Ambiguous, NameUnprintable,
    ];

    /// <summary>Judges one member by itself.</summary>
    /// <param name="member">The member.</param>
    /// <param name="place">Where the tar is unpacked.</param>
    /// <returns>The rules that tell of it.</returns>
    internal static IEnumerable<NestedTarRule> Check(TarMember member, NestedTarPlace place)
    {
        // Linux file names need not be UTF-8.
        if (member.Oddities.Any(static oddity => oddity != TarOddity.NameNotUtf8))
            yield return Ambiguous;
        if (member.Type == TarMemberType.GlobalHeader)
            yield break;
        if (MemberName.Leaves(member.Name))
            yield return NameLeaves;
        if (MemberName.HasControlCharacters(member.Name))
            yield return NameUnprintable;
        // On folders the setgid bit only says whose group new files have.
        if (member.Type is TarMemberType.File or TarMemberType.HardLink or TarMemberType.Sparse && (member.Mode & SetIds) != 0)
            yield return SetuidFile;
        if (member.ExtendedAttributes.Contains("security.capability"))
            yield return FileCapability;
        if (member.ExtendedAttributes.Any(static name => name.StartsWith("trusted.", StringComparison.Ordinal)))
            yield return TrustedAttribute;
        if (CheckType(member, place) is { } rule)
            yield return rule;
    }

    private static NestedTarRule? CheckType(TarMember member, NestedTarPlace place) => member.Type switch
    {
        TarMemberType.CharacterDevice when place == NestedTarPlace.Tmpfs && IsOfEveryContainer(member) => null,
        TarMemberType.CharacterDevice or TarMemberType.BlockDevice => DeviceNode,
        TarMemberType.Unknown => TypeUnknown,
        // Podman takes a hard link's target from the root of what is unpacked, absolute or not.
        TarMemberType.HardLink when MemberName.Leaves(member.LinkTarget.TrimStart('/')) => HardLinkLeaves,
        // A tmpfs is the container's alone, which may link from it to anywhere; GNU tar makes such links last.
        TarMemberType.SymbolicLink when place == NestedTarPlace.Tmpfs => null,
        // In the container's root absolute links stay inside for the container.
        TarMemberType.SymbolicLink when member.LinkTarget.StartsWith('/') => place == NestedTarPlace.Root ? null : LinkAbsolute,
        TarMemberType.SymbolicLink when MemberName.Leaves(Folder(member.Name) + member.LinkTarget) => LinkClimbs,
        _ => null,
    };

    // What the OCI runtime specification puts into /dev: null, zero, full, random, urandom, tty, and the console's two.
    private static bool IsOfEveryContainer(TarMember member) =>
        (member.DeviceMajor, member.DeviceMinor) is (1, 3 or 5 or 7 or 8 or 9) or (5, 0 or 1 or 2);

    private static string Folder(string name)
    {
        string cleaned = MemberName.Clean(name);
        return cleaned[..(cleaned.LastIndexOf('/') + 1)];
    }
}
