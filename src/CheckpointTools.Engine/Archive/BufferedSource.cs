namespace CheckpointTools.Archive;

/// <summary>
/// A file for decoders that read it byte by byte, align their blocks by its position, expect every buffer to be filled,
/// and must not take a byte too many.
/// </summary>
internal sealed class BufferedSource(Stream file) : ForwardStream
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private long _position;

    public override long Length => file.Length;

    /// <summary>How many bytes have been handed out.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte, which stays where it is; -1 at the end.</summary>
    internal int Peek() => _start < _end || Fill() ? _buffer[_start] : -1;

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length && (_start < _end || Fill()))
        {
            int count = Math.Min(buffer.Length - read, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(buffer[read..]);
            _start += count;
            read += count;
        }

        _position += read;
        return read;
    }

    public override int ReadByte()
    {
        if (_start == _end && !Fill())
            return -1;
        _position++;
        return _buffer[_start++];
    }

    public override long Skip(long count) => throw new NotSupportedException();

    private bool Fill()
    {
        _start = 0;
        _end = 0;
        _end = file.Read(_buffer);
        return _end > 0;
    }
}
