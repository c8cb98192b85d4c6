using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;

namespace CheckpointTools.Archive;

/// <summary>
/// Decodes a file of one compressed stream or several, as bzip2 and xz have it. The library's decoders take one, and
/// take some beginnings of a stream for its end.
/// </summary>
internal sealed class ConcatenatedStreams : ForwardStream
{
    private readonly BufferedSource _file;
    private readonly Func<Stream, Stream> _open;
    private readonly int _shortest;
    private readonly bool _padded;
    private Stream? _current;
    private long _start;

    private ConcatenatedStreams(Stream file, Func<Stream, Stream> open, int shortest, bool padded)
    {
        _file = new BufferedSource(file);
        _open = open;
        _shortest = shortest;
        _padded = padded;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>bzip2. Its shortest stream is a header, the mark of the end and a checksum.</summary>
    internal static ConcatenatedStreams Bzip2(Stream file) => new(
        file,
        static source => BZip2Stream.Create(source, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true),
        shortest: 14,
        padded: false);

    /// <summary>xz. Its shortest stream is a header, an empty index and a footer.</summary>
    internal static ConcatenatedStreams Xz(Stream file, long dictionaryLimit) => new(new XzGuard(file, dictionaryLimit), static source => new XZStream(source), shortest: 32, padded: true);

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_current is null)
            {
                if (_padded && _start < _file.Position)
                    PassOverPadding();
                if (_file.Peek() < 0)
                    return 0;
                _start = _file.Position;
                _current = _open(_file);
            }

            int read = _current.Read(buffer);
            if (read > 0)
                return read;
            if (_file.Position - _start < _shortest)
                throw new InvalidDataException("what stands here is no whole stream");
            _current = null;
        }

        return 0;
    }

    public override long Skip(long count) => throw new NotSupportedException();

    // xz's format, 2.2: zeros in fours, behind a stream.
    private void PassOverPadding()
    {
        long start = _file.Position;
        while (_file.Peek() == 0)
            _file.ReadByte();
        if (_file.Position % 4 != start % 4)
            throw new InvalidDataException("the padding behind a stream is no multiple of four bytes");
    }
}
