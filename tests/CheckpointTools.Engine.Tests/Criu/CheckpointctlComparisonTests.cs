using System.Text.Json;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// Holds what is read of real archives against what checkpointctl 1.3.0 of Debian trixie reads of them. Where it is
/// known to be wrong, the comparison says so where it happens.
/// </summary>
public class CheckpointctlComparisonTests
{
    public static TheoryData<string> Fixtures { get; } = [.. FixtureArchive.Names, "criu/sockets.tar.zst"];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Process_trees_are_the_same(string fixture)
    {
        CheckpointImages images = ImageSet.OfFixture(fixture).Read();
        using JsonDocument document = CheckpointctlOutput.Of(fixture);
        List<string> expected = [];
        Flatten(document.RootElement[0].GetProperty("process_tree"), 0, expected);

        Assert.Equal(expected, images.Processes.Select(process => Describe(
            process.Depth, process.Pid, process.Name!, process.CommandLine!, process.Environment!)));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Open_files_are_the_same(string fixture)
    {
        CheckpointImages images = ImageSet.OfFixture(fixture).Read();
        using JsonDocument document = CheckpointctlOutput.Of(fixture);
        var expected = document.RootElement[0].GetProperty("file_descriptors").EnumerateArray().SelectMany(process =>
            process.GetProperty("open_files").EnumerateArray().Select(file =>
                $"{process.GetProperty("pid").GetInt32()} {file.GetProperty("fd").GetString()} {file.GetProperty("path").GetString()}"));
        var actual = images.Processes.SelectMany(process => process.OpenFiles
            .Select(file => $"{process.Pid} {file.Type} {file.Fd} {AsCheckpointctlWritesIt(process, file)}")
            .Append($"{process.Pid} cwd {process.WorkingDirectory}")
            .Append($"{process.Pid} root {process.Root}"));

        Assert.Equal(expected.Order(), actual.Order());
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Sockets_are_the_same(string fixture)
    {
        CheckpointImages images = ImageSet.OfFixture(fixture).Read();
        using JsonDocument document = CheckpointctlOutput.Of(fixture);
        IEnumerable<string> expected = document.RootElement[0].TryGetProperty("sockets", out JsonElement sockets)
            ? sockets.EnumerateArray().SelectMany(process =>
                process.GetProperty("open_sockets").EnumerateArray().Select(socket =>
                    $"{process.GetProperty("pid").GetInt32()} {Describe(socket.GetProperty("data"))}"))
            : [];
        var actual = images.Processes.SelectMany(process => process.Sockets.Select(socket => $"{process.Pid} " + (socket.Family == "UNIX"
            ? $"UNIX {socket.Path}"
            : $"{socket.Protocol} {socket.State} {socket.LocalAddress} {socket.LocalPort} {socket.RemoteAddress} {socket.RemotePort}")));

        Assert.Equal(expected.Order(), actual.Order());
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Memory_is_what_the_pages_images_of_the_processes_weigh(string fixture)
    {
        ImageSet set = ImageSet.OfFixture(fixture);
        CheckpointImages images = set.Read();
        using JsonDocument document = CheckpointctlOutput.Of(fixture);
        JsonElement root = document.RootElement[0];

        Assert.Equal(root.GetProperty("checkpoint_size").GetProperty("memory_pages_size").GetInt64(), images.MemoryDumped);
        Assert.Equal(root.GetProperty("statistics").GetProperty("pages_written").GetInt64() * 4096, images.MemoryDumped);
        Assert.Equal(images.MemoryDumped, images.Processes.Sum(process => process.MemoryDumped));
        Assert.Equal(4096, images.PageSize);
        Assert.Equal("amd64", images.Architecture);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Real_archives_have_nothing_wrong(string fixture)
    {
        // Two of them are of containers that were checkpointed before and went on running.
        string[] expected = fixture is "plain-gzip.tar" or "plain-zstd.tar" ? ["CriuImagesLeftOver"] : [];

        Assert.Equal(expected, ImageSet.OfFixture(fixture).FindingIds());
    }

    // checkpointctl parts the arguments by one blank each, the last as well, and sorts the environment by name.
    private static string Describe(int depth, int pid, string name, IEnumerable<string> commandLine, IEnumerable<string> environment) =>
        $"{depth} {pid} {name}: {string.Concat(commandLine.Select(argument => argument + " "))}| {string.Join(" ", environment.Order(StringComparer.Ordinal))}";

    private static void Flatten(JsonElement process, int depth, List<string> lines)
    {
        lines.Add($"{depth} {process.GetProperty("pid").GetInt32()} {process.GetProperty("command").GetString()}: "
            + $"{process.GetProperty("cmdline").GetString()}| "
            + string.Join(" ", process.GetProperty("environment_variables").EnumerateObject()
                .Select(variable => $"{variable.Name}={variable.Value.GetString()}").Order(StringComparer.Ordinal)));
        if (process.TryGetProperty("children", out JsonElement children))
        {
            foreach (JsonElement child in children.EnumerateArray().OrderBy(child => child.GetProperty("pid").GetInt32()))
            {
                Flatten(child, depth + 1, lines);
            }
        }
    }

    private static string Describe(JsonElement data) => data.GetProperty("type").GetString() == "UNIX"
        ? $"UNIX {data.GetProperty("address").GetString()!.TrimEnd('\0')}"
        : $"{data.GetProperty("type").GetString()} {data.GetProperty("state").GetString()} "
            + $"{Address(data.GetProperty("src"))} {data.GetProperty("src_port").GetInt32()} "
            + $"{Address(data.GetProperty("dst"))} {(data.TryGetProperty("dst_port", out JsonElement port) ? port.GetInt32() : 0)}";

    // 1.3.0 writes the words of an IPv6 address in the wrong way; the kernel says ::ffff:127.0.0.1 (sockets.proc.txt).
    private static string Address(JsonElement address) => address.GetString() is "7f00:1::" ? "::ffff:127.0.0.1" : address.GetString()!;

    // It shows CRIU's number of the file where we show what /proc shows, and a Unix socket's inode and peer in its own form.
    private static string AsCheckpointctlWritesIt(CheckpointProcess process, ProcessOpenFile file)
    {
        if (file.Type == "UNIXSK")
        {
            ProcessSocket socket = process.Sockets.Single(socket => socket.Fd == file.Fd);
            return $"unix[{socket.Inode} ({socket.PeerInode ?? 0}) {socket.Path}\0]";
        }

        return file.Type switch
        {
            "REG" => file.Path!,
            "PIPE" => file.Path!.Replace(":[", "[", StringComparison.Ordinal),
            _ => $"{file.Type}.{file.FileId}",
        };
    }
}
