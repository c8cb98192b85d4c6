using CheckpointTools.Criu;

namespace CheckpointTools.Tests.Criu;

public class ProcessBranchesTests
{
    [Fact]
    public void A_tree_is_drawn_with_its_lines() => Assert.Equal(
        "1|├─ 2|│  ├─ 3|│  └─ 4|│     └─ 5|└─ 6|   └─ 7",
        Drawn(Process(1, 0, 0, 2, 6), Process(2, 1, 1, 3, 4), Process(3, 2, 2), Process(4, 2, 2, 5), Process(5, 4, 3), Process(6, 1, 1, 7), Process(7, 6, 2)));

    [Fact]
    public void A_process_whose_parent_is_missing_stands_by_itself() => Assert.Equal("1|9", Drawn(Process(1, 0, 0), Process(9, 4711, 0)));

    [Fact]
    public void A_tree_deeper_than_a_screen_is_not_drawn_to_its_full_width()
    {
        CheckpointProcess[] chain = [.. Enumerable.Range(0, 100_000).Select(static i => Process(i + 1, i, i, i + 2))];

        IReadOnlyList<string> drawn = ProcessBranches.Draw(chain);

        Assert.All(drawn, static line => Assert.InRange(line.Length, 0, 121));
        Assert.Equal("… 99999 └─ ", drawn[^1]);
    }

    private static string Drawn(params CheckpointProcess[] processes) =>
        string.Join('|', ProcessBranches.Draw(processes).Zip(processes, static (line, process) => line + process.Pid));

    private static CheckpointProcess Process(int pid, int parent, int depth, params int[] children) =>
        new() { Pid = pid, ParentPid = parent, Depth = depth, Children = children };
}
