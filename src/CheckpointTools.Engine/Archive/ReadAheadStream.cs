using System.Buffers;
using System.Threading.Channels;

namespace CheckpointTools.Archive;

/// <summary>
/// Reads a stream on another thread, a few blocks ahead of whoever uses it: decompressing and looking at what was
/// decompressed then happen at once.
/// </summary>
internal sealed class ReadAheadStream : ForwardStream
{
    private const int BlockSize = 256 << 10;

    // One is being filled, one is being used, and four wait: so many at most, however large the archive is.
    private const int MaxBlocks = 6;

    private readonly Stream _inner;
    private readonly CancellationTokenSource _stopping;
    private readonly Channel<Block> _filled = Channel.CreateUnbounded<Block>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Task _reading;
    private Block _current;
    private int _start;
    private int _rented;

    /// <summary>Begins to read.</summary>
    /// <param name="inner">The stream; nobody else may use it until <see cref="Stop"/> has returned.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal ReadAheadStream(Stream inner, CancellationToken cancellationToken)
    {
        _inner = inner;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands out what was read. What the other thread met, an exception or the end, comes when all before it was handed out.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_start == _current.Length && !NextBlock()))
            return 0;
        int count = Math.Min(buffer.Length, _current.Length - _start);
        _current.Bytes.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override long Skip(long count)
    {
        long left = count;
        while (left > 0 && (_start < _current.Length || NextBlock()))
        {
            int passed = (int)Math.Min(left, _current.Length - _start);
            _start += passed;
            left -= passed;
        }

        return count - left;
    }

    /// <summary>Ends the reading and waits until it has ended: the inner stream is free again.</summary>
    internal void Stop()
    {
        _stopping.Cancel();
        _reading.Wait();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Stop();
            Free(_current);
            while (_filled.Reader.TryRead(out Block block))
                Free(block);
            while (_free.Reader.TryRead(out byte[]? bytes))
                ArrayPool<byte>.Shared.Return(bytes);
            _current = default;
            _stopping.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Free(Block block)
    {
        if (block.Bytes is not null)
            _free.Writer.TryWrite(block.Bytes);
    }

    private bool NextBlock()
    {
        Free(_current);
        _current = default;
        _start = 0;
        if (!_filled.Reader.TryRead(out Block block))
        {
            // Throws what the reading thread met.
            if (!_filled.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() || !_filled.Reader.TryRead(out block))
                return false;
        }

        _current = block;
        return true;
    }

    private void ReadAll()
    {
        Exception? fault = null;
        try
        {
            while (true)
            {
                // Not the loop's condition: whoever waits for a block must not take a cancellation for the end.
                _stopping.Token.ThrowIfCancellationRequested();
                byte[] bytes = NextFree();
                int length = 0;
                try
                {
                    length = _inner.ReadAtLeast(bytes.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
                }
                finally
                {
                    if (length == 0)
                        ArrayPool<byte>.Shared.Return(bytes);
                }

                if (length == 0)
                    break;
                _filled.Writer.TryWrite(new Block(bytes, length));
            }
        }
        catch (Exception exception)
        {
            // Met again, as what it is, by the thread that reads from this stream.
            fault = exception;
        }

        _filled.Writer.TryComplete(fault);
    }

    private byte[] NextFree()
    {
        if (_free.Reader.TryRead(out byte[]? bytes))
            return bytes;
        if (_rented == MaxBlocks)
            return _free.Reader.ReadAsync(_stopping.Token).AsTask().GetAwaiter().GetResult();
        _rented++;
        return ArrayPool<byte>.Shared.Rent(BlockSize);
    }

    private readonly record struct Block(byte[] Bytes, int Length);
}
