using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using CheckpointTools.Tests.Criu;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Process trees that are none, and processes without what they need.</summary>
internal static class ProcessKinds
{
    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["a process that is its own parent"] = Tree("ProcessTreeCycle", (1, 0), (7, 7)),
        ["two processes that are each other's parents"] = Tree("ProcessTreeCycle", (1, 0), (7, 8), (8, 7)),
        ["a circle of 10,000 processes"] = Tree("ProcessTreeCycle", [(1, 0), .. Enumerable.Range(2, 10_000).Select(static pid => ((uint)pid, pid == 2 ? 10_001u : (uint)pid - 1))]),
        ["a parent that is not there"] = Tree("ProcessParentMissing", (1, 0), (7, 99)),
        ["a parent behind its child"] = Tree("ProcessParentMissing", (7, 1), (1, 0)),
        ["two first processes"] = Tree("ProcessTreeRootWrong", (1, 0), (7, 0)),
        ["no first process"] = Tree("ProcessTreeRootWrong", (7, 1)),
        ["no process at all"] = Tree("ProcessTreeRootWrong"),
        ["a process twice"] = Tree("ProcessDuplicate", (1, 0), (7, 1), (7, 1)),
        ["a chain of 50,000 processes"] = Tree("CriuImageMissing", [.. Enumerable.Range(1, 50_000).Select(static pid => ((uint)pid, (uint)pid - 1))]),
        ["a process id of zero"] = Tree("CriuMessageMalformed", (0, 0)),
        ["a process id beyond 31 bits"] = Tree("CriuMessageMalformed", (uint.MaxValue, 0)),
        ["a thread that two processes have"] = Image("pstree.img", CriuImageKind.ProcessTree, "ProcessDuplicate", new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, 9 } }, new PstreeEntry { Pid = 7, Ppid = 1, Threads = { 7, 9 } }),
        ["a process with 16 million threads"] = Hostile.Content("checkpoint/pstree.img", static () => Threads(16_000_000), "CriuMessageTooLarge"),
        ["a process tree of a message of 4 GB"] = Hostile.Content("checkpoint/pstree.img", static () => [.. ImageBuilder.Magic(CriuImageKind.ProcessTree), 0xFF, 0xFF, 0xFF, 0xFF, 1, 2], "CriuImageTruncated"),
        ["a process without a core image"] = Without("checkpoint/core-7.img", "CriuImageMissing"),
        ["a process without an address space"] = Without("checkpoint/mm-7.img", "CriuImageMissing"),
        ["a process without a pagemap"] = Without("checkpoint/pagemap-7.img", "CriuImageMissing"),
        ["a process without descriptors"] = Without("checkpoint/fdinfo-3.img", "CriuImageMissing"),
        ["a process without a working folder"] = Without("checkpoint/fs-7.img", "CriuImageMissing"),
        ["a process without namespaces"] = Without("checkpoint/ids-7.img", "CriuImageMissing"),
        ["no process tree"] = Without("checkpoint/pstree.img", "CriuImageMissing"),
        ["no open files"] = Without("checkpoint/files.img", "CriuImageMissing"),
        ["no seccomp filters"] = Without("checkpoint/seccomp.img", "CriuImageMissing"),
        ["another architecture for one process"] = Image("core-7.img", CriuImageKind.Core, "ArchitectureMixed", new CoreEntry { Mtype = 3, Tc = new TaskCoreEntry { TaskState = 1 } }),
        ["seccomp filters in a circle"] = Image("seccomp.img", CriuImageKind.Seccomp, "SeccompFilterInvalid", new SeccompEntry { SeccompFilters = { new SeccompFilter { Prev = 1 }, new SeccompFilter { Prev = 0 } } }),
        ["a seccomp filter that is not there"] = Image("seccomp.img", CriuImageKind.Seccomp, "SeccompFilterInvalid", new SeccompEntry()),
        ["a descriptor of no open file"] = Image("fdinfo-2.img", CriuImageKind.FileDescriptors, "OpenFileMissing", new FdinfoEntry { Id = 4711, Type = 1, Fd = 0 }),
        ["a descriptor twice"] = Image("fdinfo-2.img", CriuImageKind.FileDescriptors, "FileDescriptorDuplicate", new FdinfoEntry { Id = 1, Type = 1, Fd = 0 }, new FdinfoEntry { Id = 2, Type = 1, Fd = 0 }),
        ["100,000 descriptors of no open file"] = Image("fdinfo-2.img", CriuImageKind.FileDescriptors, "OpenFileMissing", [.. Enumerable.Range(0, 100_000).Select(static fd => new FdinfoEntry { Id = 4711, Type = 1, Fd = (uint)fd })]),
        ["two million descriptors"] = Image("fdinfo-2.img", CriuImageKind.FileDescriptors, "CriuLimitReached", [.. Enumerable.Repeat(new FdinfoEntry { Id = 1, Type = 1, Fd = 1 }, 1_000_000)]),
        ["an open file twice"] = Image("files.img", CriuImageKind.Files, "OpenFileDuplicate", Regular(1, "/a"), Regular(1, "/b")),
        ["an open file that claims another type"] = Image("files.img", CriuImageKind.Files, "CriuMessageMalformed", new FileEntry { Type = 2, Id = 1, Reg = new RegFileEntry { Id = 1 } }),
        ["a path with a NUL"] = Image("files.img", CriuImageKind.Files, "CriuMessageMalformed", Regular(1, "/etc/passwd\0.txt")),
        ["a mount without a place"] = Image("mountpoints-13.img", CriuImageKind.Mounts, "CriuMessageMalformed", new MntEntry { MntId = 1 }),
        ["a host name with a NUL"] = Image("utsns-12.img", CriuImageKind.UtsNamespace, "CriuMessageMalformed", new UtsnsEntry { Nodename = Google.Protobuf.ByteString.CopyFromUtf8("a\0b") }),
        ["a set of cgroups that is not there"] = Image("cgroup.img", CriuImageKind.Cgroup, "CgroupSetMissing", new CgroupEntry { Sets = { new CgSetEntry { Id = 4711 } } }),
    };

    private static FileEntry Regular(uint id, string path) => new() { Type = 1, Id = id, Reg = new RegFileEntry { Id = id, Name = Google.Protobuf.ByteString.CopyFromUtf8(path) } };

    private static HostileKind Tree(string finding, params (uint Pid, uint Parent)[] processes) =>
        Image("pstree.img", CriuImageKind.ProcessTree, finding, [.. processes.Select(static process => new PstreeEntry { Pid = process.Pid, Ppid = process.Parent })]);

    private static HostileKind Image(string name, CriuImageKind kind, string finding, params Google.Protobuf.IMessage[] messages) =>
        Hostile.Content("checkpoint/" + name, () => ImageBuilder.Image(kind, messages), finding);

    private static HostileKind Without(string member, string finding) => new(() => Hostile.Members().Without(member).Tar().End(), finding);

    // Packed numbers of one byte each are the most objects that a message's bytes can become.
    private static byte[] Threads(int count) =>
    [
        .. ImageBuilder.Magic(CriuImageKind.ProcessTree),
        .. ImageBuilder.Framed([0x08, 1, 0x10, 0, 0x2A, .. Varint(count), .. Enumerable.Repeat((byte)1, count)]),
    ];

    private static byte[] Varint(int value)
    {
        List<byte> bytes = [];
        for (uint left = (uint)value; ; left >>= 7)
        {
            if (left < 0x80)
            {
                bytes.Add((byte)left);
                return [.. bytes];
            }

            bytes.Add((byte)(left | 0x80));
        }
    }
}
