using SharpCompress.Compressors.Xz;

namespace CheckpointTools.Archive;

/// <summary>
/// Decodes an xz file as the format has it: one stream or several, with padding between them. The library decodes one.
/// </summary>
internal sealed class XzStreams(Stream file) : ForwardStream
{
    private readonly PositionedStream _file = new(file);
    private XZStream? _current;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_current is null)
            {
                _file.PassOverPadding();
                if (_file.AtEnd)
                    return 0;
                _current = new XZStream(_file);
            }

            int read = _current.Read(buffer);
            if (read > 0)
                return read;
            _current = null;
        }

        return 0;
    }

    public override long Skip(long count) => throw new NotSupportedException();

    /// <summary>
    /// Counts the position for a decoder that aligns its blocks by it, fills every buffer as that decoder expects, and
    /// can look one byte ahead.
    /// </summary>
    private sealed class PositionedStream(Stream inner) : ForwardStream
    {
        private int _ahead = -1;
        private long _position;

        internal bool AtEnd
        {
            get
            {
                if (_ahead < 0)
                    _ahead = inner.ReadByte();
                return _ahead < 0;
            }
        }

        public override long Length => inner.Length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        internal void PassOverPadding()
        {
            while (_position > 0 && !AtEnd && _ahead == 0)
            {
                _ahead = -1;
                _position++;
            }
        }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty)
                return 0;
            int read = 0;
            if (_ahead >= 0)
            {
                buffer[read++] = (byte)_ahead;
                _ahead = -1;
            }

            read += inner.ReadAtLeast(buffer[read..], buffer.Length - read, throwOnEndOfStream: false);
            _position += read;
            return read;
        }

        // The decoder reads byte by byte; the inherited method would allocate for each.
        public override int ReadByte()
        {
            Span<byte> one = stackalloc byte[1];
            return Read(one) == 0 ? -1 : one[0];
        }

        public override long Skip(long count) => throw new NotSupportedException();
    }
}
