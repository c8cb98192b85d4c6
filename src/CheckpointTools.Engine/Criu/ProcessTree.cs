using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>Puts the processes of pstree.img into the order of their tree, and says what is wrong with the tree.</summary>
internal static class ProcessTree
{
    /// <summary>Builds the tree. It does without recursion, for an archive may nest a million processes.</summary>
    /// <param name="processes">The processes, in the image's order.</param>
    /// <param name="findings">What is found.</param>
    /// <param name="memberName">The image's name in the archive.</param>
    /// <returns>Every process once: parents before their children, siblings by process id; those in a circle at the end.</returns>
    public static IReadOnlyList<ProcessNode> Build(IReadOnlyList<ProcessRecord> processes, FindingList findings, string memberName)
    {
        Dictionary<int, ProcessRecord> byPid = Index(processes, findings, memberName);
        ILookup<int, int> children = byPid.Values.ToLookup(process => process.ParentPid, process => process.Pid);
        List<int> roots = [.. byPid.Values.Where(process => !byPid.ContainsKey(process.ParentPid)).Select(process => process.Pid).Order()];
        int first = byPid.Values.Count(process => process.ParentPid == 0);
        if (first != 1)
        {
            findings.Add(Finding.Error(
                "ProcessTreeRootWrong",
                Text($"The process tree must have one first process, and it has {first}; CRIU cannot restore it."),
                memberName));
        }

        List<ProcessNode> nodes = new(byPid.Count);
        HashSet<int> placed = [];
        foreach (int root in roots)
        {
            Place(root, byPid, children, placed, nodes);
        }

        if (placed.Count < byPid.Count)
        {
            int[] left = [.. byPid.Keys.Where(pid => !placed.Contains(pid)).Order()];
            findings.Add(Finding.Error(
                "ProcessTreeCycle",
                Text($"{left.Length} processes, such as {left[0]}, are their own ancestors; no real process tree is like that."),
                memberName));
            foreach (int pid in left)
            {
                Place(pid, byPid, children, placed, nodes);
            }
        }

        return nodes;
    }

    private static Dictionary<int, ProcessRecord> Index(
        IReadOnlyList<ProcessRecord> processes, FindingList findings, string memberName)
    {
        Dictionary<int, ProcessRecord> byPid = [];
        HashSet<int> threads = [];
        foreach (ProcessRecord process in processes)
        {
            if (!byPid.TryAdd(process.Pid, process))
            {
                findings.Add(Finding.Error("ProcessDuplicate", Text($"The process {process.Pid} is there twice."), memberName));
                continue;
            }

            foreach (int thread in process.Threads.Skip(1))
            {
                if (!threads.Add(thread))
                {
                    findings.Add(Finding.Error("ProcessDuplicate", Text($"The thread {thread} is there twice."), memberName));
                }
            }
        }

        HashSet<int> earlier = [];
        foreach (ProcessRecord process in byPid.Values)
        {
            if (threads.Contains(process.Pid))
            {
                findings.Add(Finding.Error("ProcessDuplicate", Text($"The process {process.Pid} is another one's thread as well."), memberName));
            }

            // CRIU reads the image once, front to back: a parent that comes later is no parent to it.
            if (process.ParentPid != 0 && process.ParentPid != process.Pid && !earlier.Contains(process.ParentPid))
            {
                findings.Add(Finding.Error(
                    "ProcessParentMissing",
                    Text($"The process {process.Pid} is the child of {process.ParentPid}, which is not there or comes after it; CRIU cannot restore it."),
                    memberName));
            }

            earlier.Add(process.Pid);
        }

        return byPid;
    }

    private static void Place(
        int root, Dictionary<int, ProcessRecord> byPid, ILookup<int, int> children, HashSet<int> placed, List<ProcessNode> nodes)
    {
        Stack<(int Pid, int Depth)> open = new([(root, 0)]);
        while (open.TryPop(out (int Pid, int Depth) next))
        {
            if (!placed.Add(next.Pid))
            {
                continue;
            }

            int[] own = [.. children[next.Pid].Order()];
            nodes.Add(new ProcessNode(byPid[next.Pid], next.Depth, own));
            foreach (int child in own.Reverse())
            {
                open.Push((child, next.Depth + 1));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
