using System.Globalization;
using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Criu;

/// <summary>Holds the process tree against the images that each process must have.</summary>
internal sealed class ProcessChecks(ImageRecords records, FindingList findings, string folder)
{
    /// <summary>Checks every process.</summary>
    /// <param name="nodes">The processes.</param>
    public void Run(IReadOnlyList<ProcessNode> nodes)
    {
        foreach (ProcessRecord process in nodes.Select(node => node.Process))
        {
            CheckImages(process);
        }

        CheckCores();
    }

    private void CheckImages(ProcessRecord process)
    {
        int pid = process.Pid;
        Require(CriuImageKind.Core, (ulong)pid, $"the process {pid}");
        if (!records.Cores.TryGetValue(pid, out CoreRecord? core))
        {
            return;
        }

        if (core.TaskState is null)
        {
            findings.Add(Finding.Error(
                CriuImageException.MessageMalformed,
                Text($"The image of the process {pid} says nothing of its state, as if it were a mere thread's."),
                folder + CriuImageKind.Core.FileName((ulong)pid)));
            return;
        }

        // Of a task that ended CRIU dumps the core image alone.
        if (core.IsDead)
        {
            return;
        }

        Require(CriuImageKind.Ids, (ulong)pid, $"the process {pid}");
        Require(CriuImageKind.Memory, (ulong)pid, $"the process {pid}");
        Require(CriuImageKind.Pagemap, (ulong)pid, $"the process {pid}");
        Require(CriuImageKind.FileSystem, (ulong)pid, $"the process {pid}");
        if (records.Ids.TryGetValue(pid, out TaskKobjIdsEntry? ids))
        {
            Require(CriuImageKind.FileDescriptors, ids.FilesId, $"the process {pid}");
        }

        foreach (int thread in process.Threads)
        {
            if (thread != pid)
            {
                Require(CriuImageKind.Core, (ulong)thread, $"the thread {thread} of the process {pid}");
            }
        }
    }

    private void CheckCores()
    {
        uint? machine = null;
        foreach ((int thread, CoreRecord core) in records.Cores.OrderBy(pair => pair.Key))
        {
            string location = folder + CriuImageKind.Core.FileName((ulong)thread);
            machine ??= core.Machine;
            if (core.Machine != machine)
            {
                findings.Add(Finding.Error(
                    "ArchitectureMixed",
                    $"The thread {Text($"{thread}")} is of the architecture {CriuNames.Architecture(core.Machine)}, others are of {CriuNames.Architecture(machine.Value)}: these images are not of one checkpoint.",
                    location));
            }

            CheckSeccomp(thread, core, location);
            CheckCgroup(thread, core, location);
        }
    }

    private void CheckSeccomp(int thread, CoreRecord core, string location)
    {
        const uint Filter = 2;
        if (core.SeccompMode != Filter)
        {
            return;
        }

        Require(CriuImageKind.Seccomp, 0, $"the filters of the thread {thread}");
        if (records.Seccomp is { } seccomp && seccomp.CountChain(core.SeccompFilter ?? 0) is null)
        {
            findings.Add(Finding.Error(
                "SeccompFilterInvalid",
                Text($"The seccomp filters of the thread {thread} are not all there or run in a circle; CRIU cannot restore it."),
                location));
        }
    }

    private void CheckCgroup(int thread, CoreRecord core, string location)
    {
        if (core.CgroupSet is { } set and not 0 && records.Seen.Contains((CriuImageKind.Cgroup, 0))
            && !records.Damaged.Contains(CriuImageKind.Cgroup) && !records.CgroupSets.Contains(set))
        {
            findings.Add(Finding.Error(
                "CgroupSetMissing",
                Text($"The thread {thread} is in the set of cgroups {set}, which cgroup.img does not have; CRIU cannot restore it."),
                location));
        }
    }

    private void Require(CriuImageKind kind, ulong number, FormattableString owner)
    {
        if (!records.Seen.Contains((kind, number)))
        {
            string name = folder + kind.FileName(number);
            findings.Add(Finding.Error("CriuImageMissing", $"The image {name} of {Text(owner)} is missing; CRIU cannot restore it.", name));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
