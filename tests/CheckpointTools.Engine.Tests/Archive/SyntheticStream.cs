namespace CheckpointTools.Tests.Archive;

/// <summary>
/// A file that never was: some bytes, then other bytes again and again up to a length no disk has. It counts what is
/// read of it.
/// </summary>
internal sealed class SyntheticStream(byte[] start, byte[] repeated, long length) : Stream
{
    public SyntheticStream(byte[] all)
        : this(all, [0], all.Length)
    {
    }

    /// <summary>How many bytes were read, as opposed to passed over.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Is called after every read.</summary>
    public Action? AfterRead { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - Position);
        for (int done = 0; done < count;)
        {
            ReadOnlySpan<byte> piece = Position < start.Length
                ? start.AsSpan((int)Position)
                : repeated.AsSpan((int)((Position - start.Length) % repeated.Length));
            piece = piece[..Math.Min(piece.Length, count - done)];
            piece.CopyTo(buffer[done..]);
            done += piece.Length;
            Position += piece.Length;
        }

        BytesRead += count;
        AfterRead?.Invoke();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
