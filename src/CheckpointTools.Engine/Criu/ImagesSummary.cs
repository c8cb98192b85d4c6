using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Criu;

/// <summary>Puts the records of a checkpoint's images together.</summary>
internal sealed class ImagesSummary(ImageRecords records, FindingList findings, string folder, bool isPreDump)
{
    /// <summary>Cross-checks the records and makes what is shown of them.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CheckpointImages Create(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string treeImage = folder + CriuImageKind.ProcessTree.FileName(0);
        bool hasTree = records.Seen.Contains((CriuImageKind.ProcessTree, 0)) && !records.Damaged.Contains(CriuImageKind.ProcessTree);

        // Of a tree of which not all was kept, nothing can be found missing.
        IReadOnlyList<ProcessNode> nodes = hasTree
            ? ProcessTree.Build(records.Processes, records.Budget.IsExceeded ? new FindingList() : findings, treeImage)
            : [.. records.Processes.Select(process => new ProcessNode(process, 0, []))];
        CheckInventory();
        MemoryChecks memory = new(records, findings, folder);
        if (records.Budget.IsExceeded)
        {
            findings.Add(Finding.Error(
                "CriuLimitReached",
                "The images hold more processes, open files and the like than are allowed to be kept in memory: not all are shown, and they are not held against each other.",
                folder.TrimEnd('/')));
        }
        else
        {
            if (hasTree && !isPreDump)
            {
                new LeftOverImages(records, findings, folder).SetAside();
            }

            memory.Run();
            CheckCompleteness(nodes, hasTree, treeImage);
        }

        cancellation.ThrowIfCancellationRequested();
        ProcessBuilder builder = new(records, memory.PageSize);
        CheckpointProcess[] processes = [.. nodes.Select(builder.Build)];
        (string NodeName, string DomainName)? names = UtsNames(nodes);
        return new CheckpointImages
        {
            Inventory = records.Inventory is { } inventory ? Inventory(inventory) : null,
            Processes = processes,
            Mounts = records.Mounts,
            Cgroups = records.Cgroups,
            HostName = names?.NodeName,

            // The kernel's word for a domain that nobody set.
            DomainName = names?.DomainName is "(none)" or "" ? null : names?.DomainName,
            SeccompFilters = records.Seccomp?.Filters ?? 0,
            MapsHostRoot = records.MapsHostRoot,
            Architecture = records.Cores.Count > 0 ? CriuNames.Architecture(records.Cores.MinBy(pair => pair.Key).Value.Machine) : null,
            PageSize = memory.PageSize,
            MemoryDumped = Sum(memory.PageSize, map => map.Pid is not null ? map.PresentPages : 0),
            SharedMemoryDumped = Sum(memory.PageSize, map => map.Pid is null ? map.PresentPages : 0),
            MemoryInParent = Sum(memory.PageSize, map => map.ParentPages),
            Memory = records.Memories.Values.Aggregate(new CheckpointMemory(), (sum, record) => sum + record.Mapped),
            Statistics = records.Statistics,
            Findings = findings.ToList(),
        };
    }

    private static CheckpointInventory Inventory(InventoryEntry entry) => new()
    {
        ImageVersion = entry.ImgVersion <= int.MaxValue ? (int)entry.ImgVersion : -1,
        SecurityModule = entry.HasLsmtype ? CriuNames.SecurityModule(entry.Lsmtype) : null,
        PreDumpMode = entry.HasPreDumpMode ? CriuNames.PreDumpMode(entry.PreDumpMode) : null,
        TcpClose = entry.HasTcpClose ? entry.TcpClose : null,
        NetworkLockMethod = entry.HasNetworkLockMethod ? CriuNames.NetworkLockMethod(entry.NetworkLockMethod) : null,
        HostUptime = entry.HasDumpUptime && entry.DumpUptime <= long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromTicks((long)entry.DumpUptime * TimeSpan.TicksPerMicrosecond)
            : null,
        RunId = entry.HasDumpCriuRunId ? entry.DumpCriuRunId : null,
        RootNamespaces = entry.RootIds is { } ids ? ProcessBuilder.Namespaces(ids) : null,
    };

    private void CheckInventory()
    {
        if (records.Inventory is { ImgVersion: not (1 or 2) } inventory)
        {
            findings.Add(Finding.Warning(
                "ImageVersionUnknown",
                $"The images are of version {CriuNames.Number(inventory.ImgVersion)}, which this module does not know; it may read them wrongly.",
                folder + CriuImageKind.Inventory.FileName(0)));
        }
    }

    private void CheckCompleteness(IReadOnlyList<ProcessNode> nodes, bool hasTree, string treeImage)
    {
        // A pre-dump is memory and nothing else.
        if (isPreDump)
        {
            return;
        }

        if (!records.Seen.Contains((CriuImageKind.ProcessTree, 0)))
        {
            findings.Add(Finding.Error(
                "CriuImageMissing", $"The image {treeImage} of the process tree is missing; CRIU cannot restore anything.", treeImage));
        }

        if (hasTree)
        {
            new ProcessChecks(records, findings, folder).Run(nodes);
        }

        new FileChecks(records, findings, folder).Run();
    }

    private (string NodeName, string DomainName)? UtsNames(IReadOnlyList<ProcessNode> nodes)
    {
        if (nodes.Count > 0 && records.Ids.TryGetValue(nodes[0].Process.Pid, out TaskKobjIdsEntry? ids)
            && records.UtsNamespaces.TryGetValue(ids.UtsNsId, out (string, string) own))
        {
            return own;
        }

        return records.UtsNamespaces.Count == 1 ? records.UtsNamespaces.Values.First() : null;
    }

    private long Sum(int? pageSize, Func<PagemapRecord, ulong> pages) => records.Pagemaps.Aggregate(
        0L, (sum, map) => sum + Math.Min(ProcessBuilder.Bytes(pages(map), map.PageSize ?? pageSize) ?? 0, long.MaxValue - sum));
}
