using System.Buffers;

namespace CheckpointTools.Archive;

/// <summary>
/// The tar within an archive file, whatever it is compressed with: read once from front to back, bounded by
/// <see cref="ArchiveLimits"/>, with every fault of a decompressor turned into an <see cref="ArchiveFormatException"/>.
/// </summary>
public sealed class ArchiveStream : ForwardStream
{
    private const int PlainBuffer = 4 << 10; // a header and, for many members, all of their content
    private const int DecoderBuffer = 64 << 10;
    private const long ProgressStep = 8 << 20;
    private const long SkipStep = 16 << 20;

    private readonly Stream _file;
    private readonly HashingStream? _hashing;
    private readonly DecoderStream? _decoder;
    private readonly ArchiveLimits _limits;
    private readonly IProgress<long>? _progress;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer;
    private long _reported;
    private int _start;
    private int _end;
    private long _produced;

    private ArchiveStream(Stream file, CompressionFormat compression, bool hash, ArchiveLimits limits, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        _file = file;
        _limits = limits;
        _progress = progress;
        _cancellationToken = cancellationToken;
        Compression = compression;
        Stream source = hash ? _hashing = new HashingStream(file) : file;
        if (compression != CompressionFormat.None)
            _decoder = new DecoderStream(source, compression, limits.DictionaryBytes, cancellationToken);
        _buffer = ArrayPool<byte>.Shared.Rent(_decoder is null ? PlainBuffer : DecoderBuffer);
    }

    /// <summary>What the tar comes from; null where the file can be read as it is, and passed over by seeking.</summary>
    private ForwardStream? Source => _decoder ?? (ForwardStream?)_hashing;

    /// <summary>The compression, told by the file's first bytes.</summary>
    public CompressionFormat Compression { get; }

    /// <summary>The file's size in bytes, as it lies on disk.</summary>
    public long FileLength => _file.Length;

    /// <summary>How far the file itself has been read, in bytes.</summary>
    public long FilePosition => _hashing?.Position ?? _file.Position;

    /// <summary>Not supported: the size after decompression is known only at the end.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes of the tar have been read or passed over.</summary>
    /// <exception cref="NotSupportedException">On setting it.</exception>
    public override long Position
    {
        get => _produced - (_end - _start);
        set => throw new NotSupportedException();
    }

    /// <summary>Opens an archive.</summary>
    /// <param name="file">The file, at its start and seekable; disposed with the returned stream.</param>
    /// <param name="hash">Whether to compute the file's SHA-256 on the way, for <see cref="FinishHash"/>.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="progress">Is told, now and then and on the reading thread, how many bytes of the file have been read.</param>
    /// <param name="cancellationToken">Checked at every read.</param>
    /// <returns>The stream.</returns>
    public static ArchiveStream Open(Stream file, bool hash, ArchiveLimits limits, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        Span<byte> start = stackalloc byte[CompressionDetector.BytesNeeded];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Seek(0, SeekOrigin.Begin);
        return new ArchiveStream(file, CompressionDetector.Detect(start[..read]), hash, limits, progress, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArchiveFormatException">The compressed data are damaged or cut off, or a limit is passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            if (buffer.Length >= _buffer.Length)
                return Produce(buffer);
            if (!Fill())
                return 0;
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    /// <exception cref="ArchiveFormatException">The compressed data are damaged or cut off, or a limit is passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public override long Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long left = count;
        while (left > 0)
        {
            if (_start == _end)
                return count - left + (Source is { } source ? SkipIn(source, left) : Seek(left));
            int passed = (int)Math.Min(left, _end - _start);
            _start += passed;
            left -= passed;
        }

        return count - left;
    }

    /// <summary>Reads the file to its end and gives its SHA-256.</summary>
    /// <returns>Lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidOperationException">The stream was opened without a hash.</exception>
    public string FinishHash()
    {
        _decoder?.Stop();
        return (_hashing ?? throw new InvalidOperationException("The archive was opened without a hash.")).Finish(_cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder?.Dispose();
            _hashing?.Dispose();
            _file.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
            _start = _end = 0;
        }

        base.Dispose(disposing);
    }

    private long Seek(long count)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        long passed = Math.Min(count, Math.Max(0, _file.Length - _file.Position));
        _file.Seek(passed, SeekOrigin.Current);
        Count(passed);
        return passed;
    }

    private long SkipIn(ForwardStream source, long count)
    {
        long left = count;
        while (left > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            long passed = source.Skip(Math.Min(left, SkipStep));
            if (passed == 0)
                break;
            Count(passed);
            left -= passed;
        }

        return count - left;
    }

    private bool Fill()
    {
        _start = 0;
        _end = 0;
        _end = Produce(_buffer);
        return _end > 0;
    }

    private int Produce(Span<byte> buffer)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int read = (Source ?? _file).Read(buffer);
        Count(read);
        return read;
    }

    private void Count(long bytes)
    {
        _produced += bytes;
        if (_progress is not null && _produced - _reported >= ProgressStep)
        {
            _reported = _produced;
            _progress.Report(FilePosition);
        }

        if (_produced > _limits.DecompressedBytes)
            throw new ArchiveFormatException("LimitDecompressedBytes", $"The archive holds more than {_limits.DecompressedBytes:N0} bytes.");
        if (_produced > _limits.RatioFreeBytes && _decoder is not null && _produced / Math.Max(1, FilePosition) > _limits.Ratio)
            throw new ArchiveFormatException("LimitRatio", $"The archive unpacks to more than {_limits.Ratio:N0} times its size, as a decompression bomb does.");
    }
}
