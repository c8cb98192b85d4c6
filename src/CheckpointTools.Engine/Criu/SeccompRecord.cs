namespace CheckpointTools.Criu;

/// <summary>The filters of seccomp.img: of each only how many apply to a thread that has it, and whether those forbid anything.</summary>
internal sealed class SeccompRecord
{
    private readonly int[] _counts;
    private readonly bool[] _forbids;

    /// <summary>Counts once for all threads: a chain may be as long as the image, and every thread may have it.</summary>
    /// <param name="filters">Of each filter which one comes before it (<c>prev</c>), if any, and whether it forbids anything.</param>
    public SeccompRecord(IReadOnlyList<(uint? Previous, bool Forbids)> filters)
    {
        _counts = new int[filters.Count];
        _forbids = new bool[filters.Count];
        for (int filter = 0; filter < _counts.Length; filter++)
        {
            // CRIU writes the older filter first and follows the chain without counting: it must go down. 0 is a broken one.
            (uint? previous, bool forbids) = filters[filter];
            (_counts[filter], _forbids[filter]) = previous switch
            {
                null => (1, forbids),
                { } older when older < filter && _counts[older] > 0 => (_counts[older] + 1, forbids || _forbids[older]),
                _ => (0, forbids),
            };
        }
    }

    /// <summary>How many filters there are.</summary>
    public int Filters => _counts.Length;

    /// <summary>How many filters apply to a thread.</summary>
    /// <param name="filter">The thread's own filter (<c>seccomp_filter</c>).</param>
    /// <returns>The number; null when the filter or one before it is not there, or they run in a circle.</returns>
    public int? CountChain(uint filter) => filter < _counts.Length && _counts[filter] > 0 ? _counts[filter] : null;

    /// <summary>Whether the filters that apply to a thread forbid anything.</summary>
    /// <param name="filter">The thread's own filter.</param>
    /// <returns>False where the filter is not there.</returns>
    public bool Forbids(uint filter) => filter < _forbids.Length && _forbids[filter];
}
