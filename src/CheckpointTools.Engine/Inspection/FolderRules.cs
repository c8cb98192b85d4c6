using CheckpointTools.Archive;

namespace CheckpointTools.Inspection;

/// <summary>
/// Finds members that cannot be there together: a file, and another below it as if it were a folder. Podman deletes a
/// folder with all that is in it when a file of the same name comes later.
/// </summary>
internal static class FolderRules
{
    /// <summary>Judges the members as one tree.</summary>
    /// <param name="members">The members.</param>
    /// <returns>The findings.</returns>
    internal static IEnumerable<Finding> Check(IEnumerable<ArchiveMember> members)
    {
        // In this order what is below a member comes right behind it: NUL, which no name has, is the lowest character.
        (string Path, ArchiveMember Member)[] sorted = [.. members
            .Select(static member => (Path: MemberName.Clean(member.Name).Replace('/', '\0'), member))
            .OrderBy(static pair => pair.Path, StringComparer.Ordinal)];
        for (int i = 0; i + 1 < sorted.Length; i++)
        {
            (string path, ArchiveMember member) = sorted[i];
            if (path.Length > 0 && member.Type != nameof(TarMemberType.Directory) && sorted[i + 1].Path.StartsWith(path + '\0', StringComparison.Ordinal))
            {
                string shown = MemberRules.Printable(member.Name);
                yield return Finding.Error(
                    "MemberReplacesFolder",
                    $"{shown} is no folder, and yet there is {MemberRules.Printable(sorted[i + 1].Member.Name)}: Podman deletes the one when it unpacks the other.",
                    shown);
            }
        }
    }
}
