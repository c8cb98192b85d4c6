using System.Text.Json;
using System.Text.Json.Nodes;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary><c>deleted.files</c>: paths of the root file system that the container deleted, and that a restore deletes again.</summary>
internal static class DeletedFiles
{
    /// <summary>Reads the list.</summary>
    /// <param name="source">The member.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The paths as they stand.</returns>
    internal static IReadOnlyList<string> Read(JsonMember source, List<Finding> findings)
    {
        if (source.Root is not JsonArray list || list.Any(static item => item is null || item.GetValueKind() != JsonValueKind.String))
        {
            findings.Add(Finding.Error("JsonFieldType", "deleted.files is no list of texts; Podman would refuse it.", source.Name));
            return [];
        }

        string[] paths = [.. list.Select(static item => item!.GetValue<string>())];
        // The paths are absolute in the container's root, so a leading slash says nothing here.
        foreach (string path in paths.Where(MemberName.Climbs))
        {
            findings.Add(Finding.Error(
                "DeletedFileLeaves",
                $"deleted.files names {MemberRules.Printable(path)}: a Podman before 5.8.2 would delete that on the host, as root.",
                source.Name));
        }

        foreach (string path in paths.Where(static path => path.Any(char.IsControl) || (!MemberName.Climbs(path) && MemberName.Clean(path).Length == 0)))
        {
            findings.Add(Finding.Error(
                "DeletedFileInvalid",
                $"deleted.files names \"{MemberRules.Printable(path)}\", which is the whole root file system or no file's name at all.",
                source.Name));
        }

        return paths;
    }
}
