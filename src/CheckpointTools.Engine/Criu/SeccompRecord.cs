namespace CheckpointTools.Criu;

/// <summary>The filters of seccomp.img: of each only how many apply to a thread that has it.</summary>
internal sealed class SeccompRecord
{
    private readonly int[] _counts;

    /// <summary>Counts once for all threads: a chain may be as long as the image, and every thread may have it.</summary>
    /// <param name="previous">Of each filter which one comes before it (<c>prev</c>), if any.</param>
    public SeccompRecord(IReadOnlyList<uint?> previous)
    {
        _counts = new int[previous.Count];
        for (int filter = 0; filter < _counts.Length; filter++)
        {
            // CRIU writes the older filter first and follows the chain without counting: it must go down. 0 is a broken one.
            _counts[filter] = previous[filter] switch
            {
                null => 1,
                { } older when older < filter && _counts[older] > 0 => _counts[older] + 1,
                _ => 0,
            };
        }
    }

    /// <summary>How many filters there are.</summary>
    public int Filters => _counts.Length;

    /// <summary>How many filters apply to a thread.</summary>
    /// <param name="filter">The thread's own filter (<c>seccomp_filter</c>).</param>
    /// <returns>The number; null when the filter or one before it is not there, or they run in a circle.</returns>
    public int? CountChain(uint filter) => filter < _counts.Length && _counts[filter] > 0 ? _counts[filter] : null;
}
