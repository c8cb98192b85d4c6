using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>What one pass over an archive found: facts, from which the manifest is built.</summary>
internal sealed class ScanResult
{
    internal required string Compression { get; init; }

    internal required long ArchiveSize { get; init; }

    /// <summary>Whether the values of environment variables were asked for.</summary>
    internal required bool IncludesEnvironment { get; init; }

    internal MemberNames Names { get; } = new();

    internal List<ArchiveMember> Members { get; } = [];

    internal FindingList Findings { get; } = new();

    /// <summary>JSON members by their cleaned name; null where there was one that could not be taken.</summary>
    internal Dictionary<string, JsonMember?> Json { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, long> VolumeSizes { get; } = new(StringComparer.Ordinal);

    /// <summary>What CRIU's images say; null unless all of the archive was read.</summary>
    internal CheckpointImages? Images { get; set; }

    internal DumpStatistics? Statistics { get; set; }

    internal long CheckpointSize { get; set; }

    internal long MemorySize { get; set; }

    internal long? RootFsDiffSize { get; set; }

    /// <summary>The member of CRIU's folder that was written last, among those seen.</summary>
    internal ArchiveMember? NewestImage { get; set; }

    /// <summary>CRIU's inventories by their cleaned name, and whether each began with its magic number.</summary>
    internal Dictionary<string, bool> Inventories { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is CRIU's folder of a pre-checkpoint, and none of a checkpoint.</summary>
    internal bool IsPreCheckpoint =>
        Names.Cleaned.Any(static name => name == KnownMembers.PreCheckpointFolder || KnownMembers.IsPreCheckpointImage(name))
        && !Names.Cleaned.Any(static name => name == KnownMembers.CheckpointFolder || KnownMembers.IsCheckpointImage(name));

    /// <summary>Whether the tar was read to its end without a fault.</summary>
    internal bool Complete { get; set; }

    internal string Sha256 { get; set; } = "";
}
