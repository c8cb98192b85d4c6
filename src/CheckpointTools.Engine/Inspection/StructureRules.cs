using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>What a full pass must have met for an archive to be one.</summary>
internal static class StructureRules
{
    /// <summary>Judges the archive as a whole.</summary>
    /// <param name="scan">The facts of a pass.</param>
    /// <param name="layout">One of the words of <see cref="ArchiveLayout"/>.</param>
    /// <returns>The findings.</returns>
    internal static IEnumerable<Finding> Check(ScanResult scan, string layout)
    {
        if (!HasAnyPart(scan))
        {
            if (scan.Complete)
                yield return Finding.Error("NotACheckpointArchive", scan.ArchiveSize == 0
                    ? "This is no checkpoint archive: the file is empty."
                    : "This is no checkpoint archive: it holds no config.dump, no spec.dump and no checkpoint.");
            yield break;
        }

        foreach (Finding finding in FolderRules.Check(scan.Members))
            yield return finding;

        // A pod's list in a container's archive makes no pod of it: Podman would not look at the list.
        if (layout == ArchiveLayout.Pod && scan.NewestImage is null && !scan.Json.ContainsKey(KnownMembers.ConfigDump) && !scan.Json.ContainsKey(KnownMembers.SpecDump))
        {
            yield return Finding.Information("PodArchive", "This is the archive of a whole pod; its containers' archives are inside and are not looked into.");
            yield break;
        }

        // What lies behind the place where a damaged archive ends is not known to be missing.
        if (!scan.Complete)
            yield break;
        if (!scan.Json.ContainsKey(KnownMembers.ConfigDump))
            yield return Finding.Error("ConfigDumpMissing", "There is no config.dump: nothing says what container this is.");
        if (!scan.Json.ContainsKey(KnownMembers.SpecDump))
            yield return Finding.Error("SpecDumpMissing", "There is no spec.dump: nothing says how to run the container.");
        string inventory = scan.IsPreCheckpoint ? KnownMembers.PreCheckpointInventory : KnownMembers.Inventory;
        if (!scan.Inventories.ContainsKey(inventory))
            yield return Finding.Error("InventoryMissing", $"There is no {inventory}: CRIU cannot restore anything from this.");
        foreach ((string name, bool _) in scan.Inventories.Where(static pair => !pair.Value))
            yield return Finding.Error("InventoryMagicWrong", $"{name} does not begin as CRIU's inventory does.", name);
    }

    /// <summary>Judges the JSON members' root: each must be what Go would decode it into.</summary>
    internal static IEnumerable<Finding> CheckJson(ScanResult scan)
    {
        foreach ((string name, JsonMember? member) in scan.Json)
        {
            if (member is null)
                continue;
            foreach (Finding finding in member.Findings)
                yield return finding;
            // Podman hands all of a text on to the runtime, and crun, which is written in C, reads it up to its first NUL.
            if (member.TextWithNul is { } place)
                yield return Finding.Error("JsonTextNul", $"{name} has a text that holds a NUL, at {place}: some programs read no further, others do.", $"{name}:{place}");
            if (member.Root is null && member.Findings.Count == 0 && name is KnownMembers.ConfigDump or KnownMembers.SpecDump)
                yield return Finding.Error("JsonFieldType", $"{name} is empty (null).", name);
        }
    }

    private static bool HasAnyPart(ScanResult scan) =>
        scan.NewestImage is not null || scan.Json.ContainsKey(KnownMembers.ConfigDump) || scan.Json.ContainsKey(KnownMembers.SpecDump)
        || scan.Names.Contains("pod.options") || scan.Names.Contains("pod.dump");
}
