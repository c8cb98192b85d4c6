using SharpCompress.Common;

namespace CheckpointTools.Archive;

/// <summary>
/// What a compressed file unpacks to. Every fault of a decompressor becomes an <see cref="ArchiveFormatException"/>; a
/// large file is decompressed on a thread of its own.
/// </summary>
internal sealed class DecoderStream : ForwardStream
{
    private const int ScratchSize = 64 << 10;

    // A second thread pays only for an archive that takes longer than starting one.
    private const long ReadAheadFrom = 1 << 20;

    private readonly Stream _file;
    private readonly CompressionFormat _compression;
    private readonly CancellationToken _cancellationToken;
    private readonly Stream _decoder;
    private readonly bool _mayReadAhead;
    private ReadAheadStream? _readAhead;
    private byte[]? _scratch;
    private long _produced;
    private bool _ended;

    /// <summary>Begins to decompress.</summary>
    /// <param name="file">The compressed file; stays the caller's.</param>
    /// <param name="compression">Its compression; not <see cref="CompressionFormat.None"/>.</param>
    /// <param name="dictionaryLimit">How many bytes a decompressor may be told to take (<see cref="ArchiveLimits.DictionaryBytes"/>).</param>
    /// <param name="cancellationToken">Stops the thread that decompresses.</param>
    /// <param name="mayReadAhead">Whether another thread may read the file, so that nobody else does before <see cref="Stop"/>.</param>
    internal DecoderStream(Stream file, CompressionFormat compression, long dictionaryLimit, CancellationToken cancellationToken, bool mayReadAhead = true)
    {
        _mayReadAhead = mayReadAhead;
        _file = file;
        _compression = compression;
        _cancellationToken = cancellationToken;
        var source = new CancellableSource(file, cancellationToken);
        _decoder = compression switch
        {
            CompressionFormat.Gzip => new GzipDecoder(source),
            CompressionFormat.Zstd => ZstdDecoder.Open(source),
            CompressionFormat.Bzip2 => ConcatenatedStreams.Bzip2(source),
            CompressionFormat.Xz => ConcatenatedStreams.Xz(source, dictionaryLimit),
            _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "There is nothing to decompress."),
        };
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _produced;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ended)
            return 0; // a decoder that is done need not take being asked again
        try
        {
            int read = Current().Read(buffer);
            _produced += read;
            _ended = read == 0 && !buffer.IsEmpty;
            return read;
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    public override long Skip(long count)
    {
        if (Current() is not ReadAheadStream readAhead)
            return Read((_scratch ??= new byte[ScratchSize]).AsSpan(0, (int)Math.Min(count, ScratchSize)));
        try
        {
            long passed = readAhead.Skip(count);
            _produced += passed;
            _ended = passed < count;
            return passed;
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Ends the thread that decompresses, so that the file can be used by others.</summary>
    internal void Stop() => _readAhead?.Stop();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _readAhead?.Dispose();
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private Stream Current()
    {
        if (_mayReadAhead && _readAhead is null && _produced >= ReadAheadFrom)
            _readAhead = new ReadAheadStream(_decoder, _cancellationToken);
        return (Stream?)_readAhead ?? _decoder;
    }

    private ArchiveFormatException? Translate(Exception exception) => exception switch
    {
        ArchiveFormatException or OperationCanceledException or OutOfMemoryException => null,
        IncompleteArchiveException or EndOfStreamException => Truncated(exception),
        IOException => null, // the disk's fault, not the archive's
        // Whatever else a decoder throws, on bytes that may be made to confuse it, means the same.
        _ => new ArchiveFormatException(
            "CompressionDamaged",
            $"The {Name} data are damaged, or something else follows them ({exception.Message.TrimEnd('.')}).",
            Offset,
            exception),
    };

    private ArchiveFormatException Truncated(Exception? inner) =>
        new("CompressionTruncated", $"The {Name} data end before they are complete: the file was cut off.", Offset, inner);

    private string Name => _compression.ToString().ToLowerInvariant();

    private string Offset => $"file offset {_file.Position}";
}
