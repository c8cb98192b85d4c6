namespace CheckpointTools.Criu;

/// <summary>Picks the few wanted bytes out of a pages image and passes over the rest.</summary>
internal static class PagesImage
{
    /// <summary>The sizes that a page has on the architectures that CRIU runs on.</summary>
    private static readonly int[] PageSizes = [4096, 16384, 65536];

    /// <summary>What a page's size must be, going by a pages image's length.</summary>
    /// <param name="length">The image's length in bytes.</param>
    /// <param name="pages">How many pages the pagemap says it holds.</param>
    /// <returns>The size in bytes; null when no page has that size.</returns>
    public static int? PageSize(long length, ulong pages)
    {
        foreach (int size in PageSizes)
        {
            if (pages > 0 && (ulong)length / (ulong)size == pages && length % size == 0)
            {
                return size;
            }
        }

        return null;
    }

    /// <summary>Reads what is wanted of a pages image.</summary>
    /// <param name="content">The image; what follows the last wanted byte stays unread.</param>
    /// <param name="texts">What is wanted; it is filled.</param>
    /// <param name="memberName">The image's name, for messages.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CriuImageException">The image ends before a wanted byte.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static void Read(Stream content, IEnumerable<MemoryText> texts, string memberName, CancellationToken cancellation)
    {
        (PagesSlice Slice, byte[] Target)[] slices =
            [.. texts.SelectMany(text => text.Slices.Select(slice => (slice, text.Content))).OrderBy(part => part.slice.Position)];
        long position = 0;
        for (int first = 0, next; first < slices.Length; first = next)
        {
            // Slices that overlap are read together: a process may say that its environment begins among its arguments.
            long start = slices[first].Slice.Position;
            long end = start + slices[first].Slice.Length;
            for (next = first + 1; next < slices.Length && slices[next].Slice.Position < end; next++)
            {
                end = Math.Max(end, slices[next].Slice.Position + slices[next].Slice.Length);
            }

            if (!ContentSkipping.TrySkip(content, start - position, cancellation))
            {
                throw Truncated(memberName);
            }

            byte[] bytes = new byte[end - start];
            Fill(content, bytes, memberName, cancellation);
            position = end;
            foreach ((PagesSlice slice, byte[] target) in slices.AsSpan(first, next - first))
            {
                bytes.AsSpan((int)(slice.Position - start), slice.Length).CopyTo(target.AsSpan(slice.Target));
            }
        }
    }

    private static void Fill(Stream content, Span<byte> target, string memberName, CancellationToken cancellation)
    {
        while (!target.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = content.Read(target);
            if (read <= 0)
            {
                throw Truncated(memberName);
            }

            target = target[read..];
        }
    }

    private static CriuImageException Truncated(string memberName) => new(
        CriuImageException.Truncated,
        $"The image {memberName} ends before the length that the archive gives it.",
        memberName);
}
