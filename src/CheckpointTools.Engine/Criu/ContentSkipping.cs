using CheckpointTools.Archive;

namespace CheckpointTools.Criu;

/// <summary>Passing over bytes of a member's content.</summary>
internal static class ContentSkipping
{
    private const int ChunkLength = 128 * 1024;

    /// <summary>Passes over bytes in the cheapest way that the stream has.</summary>
    /// <param name="content">The member's content.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>False when the stream ended before.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static bool TrySkip(Stream content, long count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return true;
        }

        if (content is ForwardStream forward)
        {
            return forward.Skip(count) == count;
        }

        if (content.CanSeek)
        {
            content.Seek(count, SeekOrigin.Current);
            return content.Position <= content.Length;
        }

        byte[] chunk = new byte[Math.Min(count, ChunkLength)];
        for (long left = count; left > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = content.Read(chunk, 0, (int)Math.Min(left, chunk.Length));
            if (read <= 0)
            {
                return false;
            }

            left -= read;
        }

        return true;
    }
}
