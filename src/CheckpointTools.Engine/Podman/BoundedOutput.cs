using System.Text;

namespace CheckpointTools.Podman;

/// <summary>What a child process writes to one of its streams, up to a bound.</summary>
/// <param name="limit">How many bytes are kept.</param>
/// <param name="keepsEnd">Whether those are the last ones; else more than <paramref name="limit"/> is too much.</param>
internal sealed class BoundedOutput(int limit, bool keepsEnd)
{
    private readonly Lock _lock = new();
    private byte[] _bytes = new byte[16 << 10];
    private int _length;

    /// <summary>Reads a stream to its end, or until it is too much.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether all of it had room.</returns>
    internal async Task<bool> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int length)
        {
            if (!Append(buffer.AsSpan(0, length)))
                return false;
        }

        return true;
    }

    /// <summary>What has been read so far, as UTF-8.</summary>
    /// <returns>The text.</returns>
    internal string Text()
    {
        lock (_lock)
        {
            int skipped = Math.Max(0, _length - limit);
            return Encoding.UTF8.GetString(_bytes, skipped, _length - skipped);
        }
    }

    private bool Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!keepsEnd && _length + (long)bytes.Length > limit)
                return false;
            if (keepsEnd && _length > limit)
            {
                // Moved seldom: only once as much again as is kept has come in.
                if (_length + bytes.Length > 2L * limit)
                {
                    _bytes.AsSpan(_length - limit, limit).CopyTo(_bytes);
                    _length = limit;
                }
            }

            if (_length + bytes.Length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(_length + bytes.Length, 2 * _bytes.Length));
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
            return true;
        }
    }
}
