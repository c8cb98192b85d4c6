namespace CheckpointTools.Criu;

/// <summary>The filters of seccomp.img: of each only which one comes before it (<c>prev</c>), if any.</summary>
internal sealed record SeccompRecord(IReadOnlyList<uint?> Previous)
{
    /// <summary>How many filters apply to a thread.</summary>
    /// <param name="filter">The thread's own filter (<c>seccomp_filter</c>).</param>
    /// <returns>The number; null when the filter or one before it is not there, or they run in a circle.</returns>
    public int? CountChain(uint filter)
    {
        int count = 1;
        uint current = filter;
        while (current < Previous.Count)
        {
            if (Previous[(int)current] is not { } previous)
            {
                return count;
            }

            // CRIU writes the older filter first and follows this chain without counting: it must go down.
            if (previous >= current)
            {
                return null;
            }

            current = previous;
            count++;
        }

        return null;
    }
}
