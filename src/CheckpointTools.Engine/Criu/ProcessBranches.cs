using System.Globalization;
using System.Text;

namespace CheckpointTools.Criu;

/// <summary>Draws the lines of a process tree, one text to stand before each process.</summary>
public static class ProcessBranches
{
    // A terminal shows no more, and an archive may nest a hundred thousand.
    private const int MaxDrawn = 40;

    /// <summary>Draws a tree.</summary>
    /// <param name="processes">The processes, parents before their children, as a manifest has them.</param>
    /// <returns>For each process its lines, such as <c>│  └─ </c>; empty for the first process.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<CheckpointProcess> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        var lastChild = new Dictionary<int, int>();
        foreach (CheckpointProcess process in processes)
        {
            if (process.Children.Count > 0)
                lastChild[process.Pid] = process.Children[^1];
        }

        var isLast = new bool[MaxDrawn + 1];
        return [.. processes.Select(process => Draw(process, lastChild, isLast))];
    }

    private static string Draw(CheckpointProcess process, Dictionary<int, int> lastChild, bool[] isLast)
    {
        int depth = Math.Max(process.Depth, 0);
        if (depth == 0)
            return "";
        bool last = !lastChild.TryGetValue(process.ParentPid, out int child) || child == process.Pid;
        if (depth > MaxDrawn)
            return string.Create(CultureInfo.InvariantCulture, $"… {depth} {(last ? "└─ " : "├─ ")}");
        isLast[depth] = last;
        var line = new StringBuilder();
        for (int above = 1; above < depth; above++)
            line.Append(isLast[above] ? "   " : "│  ");
        return line.Append(last ? "└─ " : "├─ ").ToString();
    }
}
