using System.Globalization;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// What /proc said of a process a moment before it was checkpointed: the section of one process in a recorded
/// <c>*.proc.txt</c>.
/// </summary>
internal sealed record ProcessFacts(int Pid, IReadOnlyList<int> Threads, IReadOnlyDictionary<string, string> Links,
    IReadOnlyDictionary<string, string> Status, IReadOnlyList<(string Path, string Permissions, long Length)> Maps)
{
    public static IReadOnlyList<ProcessFacts> Read(string fixture)
    {
        string[] lines = File.ReadAllLines(Path.Combine(FixtureArchive.Folder, "criu", fixture + ".proc.txt"));
        List<ProcessFacts> processes = [];
        for (int first = 0, next; first < lines.Length; first = next)
        {
            next = Array.FindIndex(lines, first + 1, IsHead);
            next = next < 0 ? lines.Length : next;
            if (IsHead(lines[first]))
            {
                processes.Add(Parse(lines[first..next]));
            }
        }

        return processes;
    }

    private static bool IsHead(string line) =>
        line.StartsWith("/proc/", StringComparison.Ordinal) && line["/proc/".Length..].All(char.IsAsciiDigit);

    private static ProcessFacts Parse(string[] lines)
    {
        Dictionary<string, string> links = new(StringComparer.Ordinal), status = new(StringComparer.Ordinal);
        List<(string, string, long)> maps = [];
        foreach (string line in lines)
        {
            string[] arrow = line.Split(" -> ", 2);
            string[] field = line.Split(":\t", 2);
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] range = columns.Length > 4 ? columns[0].Split('-') : [];
            if (arrow.Length == 2)
            {
                links[arrow[0].Split(' ')[^1].Split('/')[^1]] = arrow[1];
            }
            else if (field.Length == 2)
            {
                status[field[0]] = field[1].Trim();
            }
            else if (range.Length == 2 && columns[1].Length == 4)
            {
                long length = long.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    - long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                maps.Add((columns.Length > 5 ? columns[5] : string.Empty, columns[1], length));
            }
        }

        return new ProcessFacts(
            int.Parse(lines[0]["/proc/".Length..], CultureInfo.InvariantCulture),
            [.. lines.Skip(1).TakeWhile(line => line.All(char.IsAsciiDigit)).Select(line => int.Parse(line, CultureInfo.InvariantCulture))],
            links,
            status,
            maps);
    }
}
