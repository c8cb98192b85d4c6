using System.Globalization;

namespace CheckpointTools.Restore;

/// <summary>
/// Finds a restore that goes on though its podman is gone: conmon, the OCI runtime and CRIU are no children of podman
/// by then, but conmon's command line names the container.
/// </summary>
internal static class LeftProcesses
{
    private const string Monitor = "conmon";
    private const string Restore = "restore";

    /// <summary>Whether the OCI runtime is still restoring the container.</summary>
    /// <param name="containerId">The container's id.</param>
    /// <returns>True while a child of its conmon is <c>RUNTIME … restore …</c>, or one of CRIU's.</returns>
    internal static bool IsRestoring(string containerId) =>
        Find(containerId).Select(static process => CommandLine($"/proc/{process}")).Any(static words => words.Contains(Restore) || words is [string first, ..] && Path.GetFileName(first) == "criu");

    /// <summary>The conmon processes of a container, and all that descends from them.</summary>
    /// <param name="containerId">The container's id.</param>
    /// <returns>Process ids, parents first.</returns>
    internal static IReadOnlyList<int> Find(string containerId)
    {
        var children = new Dictionary<int, List<int>>();
        var found = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process))
                continue;
            if (Parent(folder) is { } parent)
            {
                if (!children.TryGetValue(parent, out List<int>? list))
                    children[parent] = list = [];
                list.Add(process);
            }

            string[] words = CommandLine(folder);
            if (words.Length > 0 && Path.GetFileName(words[0]) == Monitor && words.Contains(containerId))
                found.Add(process);
        }

        // Grows while it is walked; a process has one parent, so nothing comes twice.
        for (int i = 0; i < found.Count; i++)
            found.AddRange(children.GetValueOrDefault(found[i], []).Except(found).ToArray());
        return found;
    }

    private static string[] CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int? Parent(string folder)
    {
        try
        {
            // The name, in parentheses, may hold anything; the state and the parent follow the last one.
            string status = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > 1 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent) ? parent : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
