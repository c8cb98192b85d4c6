using System.Globalization;

namespace CheckpointTools;

/// <summary>
/// What CRIU measured while it took the checkpoint (<c>dump_stats_entry</c> of stats-dump).
/// </summary>
public sealed record DumpStatistics
{
    /// <summary>How long it took to freeze the processes (<c>freezing_time</c>; CRIU counts microseconds).</summary>
    public TimeSpan FreezingTime { get; init; }

    /// <summary>How long the processes stood still (<c>frozen_time</c>).</summary>
    public TimeSpan FrozenTime { get; init; }

    /// <summary>How long it took to dump the memory (<c>memdump_time</c>).</summary>
    public TimeSpan MemoryDumpTime { get; init; }

    /// <summary>How much of that went into writing the memory's images (<c>memwrite_time</c>).</summary>
    public TimeSpan MemoryWriteTime { get; init; }

    /// <summary>How many pages of private memory were looked at (<c>pages_scanned</c>).</summary>
    public long PagesScanned { get; init; }

    /// <summary>How many of them were left out because the previous checkpoint has them (<c>pages_skipped_parent</c>).</summary>
    public long PagesSkippedParent { get; init; }

    /// <summary>How many of them were written (<c>pages_written</c>).</summary>
    public long PagesWritten { get; init; }

    /// <summary>How many of them may be restored lazily (<c>pages_lazy</c>).</summary>
    public long PagesLazy { get; init; }

    /// <summary>How many pages of shared memory were looked at (<c>shpages_scanned</c>); null where CRIU did not say.</summary>
    public long? SharedPagesScanned { get; init; }

    /// <summary>
    /// How many of them were left out because the previous checkpoint has them (<c>shpages_skipped_parent</c>); null
    /// where CRIU did not say.
    /// </summary>
    public long? SharedPagesSkippedParent { get; init; }

    /// <summary>How many of them were written (<c>shpages_written</c>); null where CRIU did not say.</summary>
    public long? SharedPagesWritten { get; init; }

    /// <summary>The most telling of it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"frozen for {FrozenTime.TotalMilliseconds} ms, {PagesWritten} of {PagesScanned} pages written");
}
