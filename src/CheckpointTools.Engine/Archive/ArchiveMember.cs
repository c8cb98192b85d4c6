using CheckpointTools.Archive;

namespace CheckpointTools;

/// <summary>One member of an archive.</summary>
/// <param name="Name">The name as it stands in the archive.</param>
/// <param name="Type">One of the words of <see cref="TarMemberType"/>.</param>
/// <param name="Size">The content's size in bytes.</param>
/// <param name="Mode">The permission bits in octal, such as <c>0600</c>.</param>
/// <param name="Modified">When it was written.</param>
/// <param name="LinkTarget">The target of a link; empty for all else.</param>
public sealed record ArchiveMember(string Name, string Type, long Size, string Mode, DateTimeOffset Modified, string LinkTarget)
{
    internal static ArchiveMember From(TarMember member) => new(
        member.Name,
        member.Type.ToString(),
        member.Size,
        Convert.ToString(member.Mode, 8).PadLeft(4, '0'),
        member.Modified,
        member.LinkTarget);

    /// <summary>The name, which is what a list of them shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
