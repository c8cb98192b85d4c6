using System.IO.Compression;

namespace CheckpointTools.Archive;

/// <summary>Decodes a gzip file, one member or several, and tells where it was cut off and where something else follows.</summary>
/// <param name="file">The file; stays the caller's.</param>
internal sealed class GzipDecoder(Stream file) : ForwardStream
{
    private readonly GzipSource _source = new(file);
    private GZipStream? _decoder;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file ends within a member.</exception>
    /// <exception cref="ArchiveFormatException"><c>TrailingData</c>.</exception>
    public override int Read(Span<byte> buffer)
    {
        _decoder ??= new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
        int read;
        try
        {
            read = _decoder.Read(buffer);
        }
        catch (InvalidDataException exception) when (_source.AtEnd)
        {
            throw new EndOfStreamException(exception.Message, exception);
        }

        if (buffer.IsEmpty)
            return 0;
        // What a decoder makes once it has had all of the file does not stand there.
        if (_source.Truncated || (read > 0 && _source.AtEnd))
            throw new EndOfStreamException();
        if (read == 0 && !_source.AtEnd)
            throw new ArchiveFormatException("TrailingData", "Something that is no gzip follows the compressed data.", $"file offset {file.Position}");
        return read;
    }

    public override long Skip(long count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _decoder?.Dispose();
        base.Dispose(disposing);
    }
}
