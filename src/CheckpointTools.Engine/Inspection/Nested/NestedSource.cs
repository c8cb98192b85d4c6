using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Nested;

/// <summary>
/// The bytes of a tar within the archive. Podman unpacks it whatever it is compressed with, so it is read so here;
/// containerd compresses one of them, and CRIU its own.
/// </summary>
internal sealed class NestedSource : ForwardStream
{
    private readonly OuterStream _outer;
    private readonly DecoderStream? _decoder;
    private readonly ArchiveLimits _limits;
    private readonly NestedTotals _totals;
    private long _produced;

    internal NestedSource(ForwardStream content, ArchiveLimits limits, NestedTotals totals, CancellationToken cancellationToken)
    {
        _limits = limits;
        _totals = totals;
        _outer = new OuterStream(content);
        Compression = _outer.Detect();
        if (Compression != CompressionFormat.None)
            _decoder = new DecoderStream(_outer, Compression, limits.DictionaryBytes, cancellationToken, mayReadAhead: false); // others read on from the archive afterwards
    }

    /// <summary>What the tar is compressed with.</summary>
    internal CompressionFormat Compression { get; }

    /// <summary>Whether a fault is that of the archive around the tar.</summary>
    internal bool OuterFailed => _outer.Failed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _produced;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => (int)Count(_decoder is null ? _outer.Read(buffer) : _decoder.Read(buffer));

    public override long Skip(long count)
    {
        if (_decoder is null)
            return Count(_outer.Skip(count));
        long left = count;
        while (left > 0 && Count(_decoder.Skip(left)) is var passed and > 0)
            left -= passed;
        return count - left;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _decoder is not null)
        {
            _totals.Packed += _outer.Position;
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    // What is not compressed twice was counted by the archive's own stream.
    private long Count(long bytes)
    {
        _produced += bytes;
        if (_decoder is null)
            return bytes;
        _totals.Unpacked += bytes;
        if (_totals.Unpacked > _limits.DecompressedBytes)
            throw new ArchiveFormatException("LimitDecompressedBytes", $"The archive's tars hold more than {_limits.DecompressedBytes:N0} bytes.", $"offset {_produced}");
        if (_totals.Unpacked > _limits.RatioFreeBytes && _totals.Unpacked / Math.Max(1, _totals.Packed + _outer.Position) > _limits.Ratio)
            throw new ArchiveFormatException("LimitRatio", $"The archive's tars unpack to more than {_limits.Ratio:N0} times their size, as a decompression bomb does.", $"offset {_produced}");
        return bytes;
    }

    /// <summary>The member's own bytes, whose start can be looked at first; remembers whether they failed.</summary>
    private sealed class OuterStream(ForwardStream content) : ForwardStream
    {
        private readonly byte[] _start = new byte[CompressionDetector.BytesNeeded];
        private int _startLength;
        private int _startTaken;

        internal bool Failed { get; private set; }

        public override long Length => content.Length;

        public override long Position
        {
            get => content.Position - (_startLength - _startTaken);
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (_startTaken == _startLength)
                return (int)Watch(buffer, static (stream, span) => stream.Read(span));
            int count = Math.Min(buffer.Length, _startLength - _startTaken);
            _start.AsSpan(_startTaken, count).CopyTo(buffer);
            _startTaken += count;
            return count;
        }

        public override long Skip(long count)
        {
            int buffered = (int)Math.Min(count, _startLength - _startTaken);
            _startTaken += buffered;
            long left = count - buffered;
            return left == 0 ? buffered : buffered + Watch([], (stream, _) => stream.Skip(left));
        }

        internal CompressionFormat Detect()
        {
            _startLength = (int)Watch(_start, static (stream, span) => stream.ReadAtLeast(span, span.Length, throwOnEndOfStream: false));
            return CompressionDetector.Detect(_start.AsSpan(0, _startLength));
        }

        private long Watch(Span<byte> buffer, ReadFunction read)
        {
            try
            {
                return read(content, buffer);
            }
            catch
            {
                Failed = true;
                throw;
            }
        }

        private delegate long ReadFunction(ForwardStream stream, Span<byte> buffer);
    }
}
