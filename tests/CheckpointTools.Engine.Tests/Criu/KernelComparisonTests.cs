using System.Globalization;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// Holds what is read of a real archive against what the kernel said of the same processes: kinds.c (beside the
/// archive) opens something of every kind, has threads, shared memory, a stopped child and two dead ones.
/// checkpointctl 1.3.0 cannot read this archive: it looks for the memory of the dead.
/// </summary>
public class KernelComparisonTests
{
    private static readonly CheckpointImages Images = ImageSet.OfFixture("criu/kinds.tar.zst").Read();
    private static readonly Dictionary<int, ProcessFacts> Facts = ProcessFacts.Read("kinds").ToDictionary(facts => facts.Pid);

    public static TheoryData<int> Living { get; } = [1, 9, 10];

    [Fact]
    public void Nothing_is_wrong() => Assert.Empty(Images.Findings);

    [Fact]
    public void The_tree_is_the_kernels()
    {
        Assert.Equal([1, 9, 10, 11, 12], Images.Processes.Select(process => process.Pid));
        Assert.Equal([0, 1, 2, 1, 1], Images.Processes.Select(process => process.Depth));
        Assert.Equal([9, 11, 12], Images.Processes[0].Children);
        Assert.All(Images.Processes, process => Assert.Equal(Facts[process.Pid].Status["PPid"], Text(process.ParentPid)));
        Assert.All(Images.Processes, process => Assert.Equal(Facts[process.Pid].Status["Name"], process.Name));
        Assert.All(Images.Processes, process => Assert.Equal(Facts[process.Pid].Threads, process.ThreadIds));
        Assert.All(Images.Processes, process => Assert.Equal(
            Facts[process.Pid].Status["State"][0] switch { 'Z' => "Dead", 'T' => "Stopped", _ => "Alive" },
            process.State));
    }

    [Fact]
    public void The_dead_have_what_they_ended_with()
    {
        Assert.Equal([null, null, null, 3, 128 + 9], Images.Processes.Select(process => process.ExitCode));
        Assert.Null(Images.Processes[3].CommandLine);
        Assert.Null(Images.Processes[3].MemoryMapped);
        Assert.Empty(Images.Processes[3].OpenFiles);
    }

    [Theory]
    [MemberData(nameof(Living))]
    public void Rights_are_the_kernels(int pid)
    {
        CheckpointProcess process = Images.Processes.Single(process => process.Pid == pid);
        IReadOnlyDictionary<string, string> status = Facts[pid].Status;

        Assert.Equal(string.Join(' ', status["Uid"].Split('\t')[..2]), $"{process.Uid} {process.EffectiveUid}");
        Assert.Equal(status["Umask"], "0" + Convert.ToString(process.Umask!.Value, 8).PadLeft(3, '0'));
        Assert.Equal(status["NoNewPrivs"] == "1", process.NoNewPrivileges);
        Assert.Equal(status["Seccomp"] == "2" ? "Filter" : "?", process.SeccompMode);
        Assert.Equal(status["Seccomp_filters"], Text(process.SeccompFilters));

        // 0x800415fb, the bits counted by hand: Podman's default and the one that was asked for, CAP_NET_ADMIN.
        string[] capabilities =
        [
            "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID",
            "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_NET_ADMIN", "CAP_SYS_CHROOT", "CAP_SETFCAP",
        ];
        Assert.Equal("00000000800415fb", status["CapEff"]);
        Assert.Equal(capabilities, process.Capabilities);
        Assert.Equal(capabilities, process.PermittedCapabilities);
        Assert.Equal(capabilities, process.BoundingCapabilities);
        Assert.Empty(process.InheritableCapabilities);
        Assert.Empty(process.AmbientCapabilities);
    }

    [Theory]
    [MemberData(nameof(Living))]
    public void Descriptors_are_the_kernels(int pid)
    {
        CheckpointProcess process = Images.Processes.Single(process => process.Pid == pid);
        Dictionary<string, string> expected = new(Facts[pid].Links);
        expected["14"] = "/tmp/deleted";
        expected["8"] = "memfd:[2]";
        expected["16"] = "/tmp/a file\nwith a \uFFFD name";
        Dictionary<string, string> actual = process.OpenFiles.ToDictionary(file => Text(file.Fd), file => file.Path!);
        actual["cwd"] = process.WorkingDirectory!;
        actual["exe"] = process.Executable!;

        Assert.Equal(expected.OrderBy(pair => pair.Key), actual.OrderBy(pair => pair.Key));
    }

    [Theory]
    [MemberData(nameof(Living))]
    public void Memory_by_kind_is_the_kernels(int pid)
    {
        CheckpointMemory memory = Images.Processes.Single(process => process.Pid == pid).Memory!;
        var maps = Facts[pid].Maps;

        Assert.Equal(Sum("[stack]"), memory.Stack);
        Assert.Equal(Sum("[heap]"), memory.Heap);
        Assert.Equal(Sum("/SYSV00001267") + Sum("/dev/zero"), memory.Shared);
        Assert.Equal(Sum("/kinds"), memory.File);
        Assert.Equal(Sum(""), memory.Anonymous);
        Assert.Equal(Sum("[vvar]") + Sum("[vvar_vclock]") + Sum("[vdso]") + Sum("[vsyscall]"), memory.Other);
        Assert.Equal(maps.Sum(map => map.Length), memory.Total);

        long Sum(string path) => maps.Where(map => map.Path == path).Sum(map => map.Length);
    }

    [Fact]
    public void Sockets_are_the_kernels()
    {
        var sockets = Images.Processes[0].Sockets.Select(socket =>
            (socket.Type, socket.State, socket.Path, Inode: Text(socket.Inode!), HasPeer: socket.PeerInode is not null));

        Assert.Equal(
            [
                ("STREAM", "ESTABLISHED", null, "654224", true),
                ("STREAM", "ESTABLISHED", null, "654225", true),
                ("STREAM", "LISTEN", "/tmp/listen.sock", "654226", false),
                ("DGRAM", "CLOSE", "@abstract", "654227", false),
                ("SEQPACKET", "LISTEN", "/tmp/relative.sock", "654228", false),
            ],
            sockets);
    }

    [Theory]
    [MemberData(nameof(Living))]
    public void Pipes_are_the_kernels(int pid)
    {
        CheckpointProcess process = Images.Processes.Single(process => process.Pid == pid);
        IEnumerable<string> expected = Facts[pid].Links.Where(link => link.Value.StartsWith("pipe:", StringComparison.Ordinal)).Select(link => $"{link.Key} {link.Value}");

        Assert.Equal(expected.Order(), process.Pipes.Select(static pipe => Text(pipe.Fd) + " pipe:[" + Text(pipe.PipeId) + "]").Order());
        Assert.Equal(2, process.Pipes.Count);
        Assert.All(process.Pipes, static pipe => Assert.Equal(("Write", null), (pipe.Access, pipe.Path))); // l-wx in the kernel's list
    }

    [Fact]
    public void A_named_pipe_is_the_kernels()
    {
        // sockets.proc.txt: "lrwx------ … 0 -> /tmp/fifo", of one process.
        ProcessPipe pipe = Assert.Single(ImageSet.OfFixture("criu/sockets.tar.zst").Read().Processes.SelectMany(static process => process.Pipes), static pipe => pipe.Path is not null);

        Assert.Equal((0, "ReadWrite", "/tmp/fifo"), (pipe.Fd, pipe.Access, pipe.Path));
    }

    [Fact]
    public void Arguments_keep_their_blanks_and_their_emptiness() =>
        Assert.Equal(["/kinds", "two words", "", "last"], Images.Processes[0].CommandLine);

    [Fact]
    public void Shared_memory_is_counted_apart()
    {
        // kinds.c touches 5 + 2 pages of an anonymous segment, 3 of a System V one, and writes 13 bytes to a memfd.
        Assert.Equal((5 + 2 + 3 + 1) * 4096, Images.SharedMemoryDumped);
        Assert.Equal(11, Images.Statistics!.SharedPagesWritten);
        Assert.Equal(Images.Statistics.PagesWritten * 4096, Images.MemoryDumped);
    }

    [Fact]
    public void Names_and_mounts_are_those_of_the_container()
    {
        Assert.Equal("kindshost", Images.HostName);
        Assert.Null(Images.DomainName);
        Assert.Contains(Images.Mounts, mount => mount is { Destination: "/", Type: "overlay", External: false });
        Assert.Contains(Images.Mounts, mount => mount is { Destination: "/kinds", External: true, ExternalKey: "/kinds", ReadOnly: true });
        Assert.Contains(Images.Cgroups, cgroup => cgroup.Controller.Length == 0 && cgroup.Path.Contains("libpod-", StringComparison.Ordinal));
        Assert.Equal(2, Images.Inventory!.ImageVersion);
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
