using System.Buffers;
using System.Runtime.ExceptionServices;

namespace CheckpointTools.Archive;

/// <summary>
/// Reads a stream on another thread, a few blocks ahead of whoever uses it: decompressing and looking at what was
/// decompressed then happen at once.
/// </summary>
/// <remarks>
/// The blocks go round in a ring, and are waited for without a task or a channel: either would leave garbage for each block, so that
/// memory grew with the archive.
/// </remarks>
internal sealed class ReadAheadStream : ForwardStream
{
    private const int BlockSize = 256 << 10;

    // One is being filled, one is being used, and four wait.
    private const int Blocks = 6;

    private readonly Stream _inner;
    private readonly CancellationTokenSource _stopping;
    private readonly Block[] _ring = new Block[Blocks];
    private readonly SemaphoreSlim _free = new(Blocks);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly Task _reading;
    private long _produced;
    private long _consumed;
    private ExceptionDispatchInfo? _fault;
    private Block _current;
    private int _start;
    private bool _ended;

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
            foreach (Block block in _ring)
            {
                if (block.Bytes is not null)
                    ArrayPool<byte>.Shared.Return(block.Bytes);
            }

            Array.Clear(_ring);
            (_current, _start, _ended) = (default, 0, true);
            _free.Dispose();
            _filled.Dispose();
            _stopping.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        if (!_ended)
        {
            if (_current.Length > 0)
                _free.Release();
            (_current, _start) = (default, 0);
            _filled.Wait();
            if (_consumed < Volatile.Read(ref _produced))
            {
                _current = _ring[_consumed++ % Blocks];
                return true;
            }

            _ended = true;
        }

        _fault?.Throw();
        return false;
    }

    private void ReadAll()
    {
        try
        {
            while (true)
            {
                // Throws where it was cancelled: whoever waits for a block must not take that for the end.
                _free.Wait(_stopping.Token);
                ref Block block = ref _ring[_produced % Blocks];
                byte[] bytes = block.Bytes ?? ArrayPool<byte>.Shared.Rent(BlockSize);
                block = new Block(bytes, 0);
                int length = _inner.ReadAtLeast(bytes.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
                if (length == 0)
                    break;
                block = new Block(bytes, length);
                Volatile.Write(ref _produced, _produced + 1);
                _filled.Release();
            }
        }
        catch (Exception exception)
        {
            // Met again, as what it is, by the thread that reads from this stream.
            _fault = ExceptionDispatchInfo.Capture(exception);
        }

        // Without a block more: this is the end.
        _filled.Release();
    }

    private readonly record struct Block(byte[]? Bytes, int Length);
}
