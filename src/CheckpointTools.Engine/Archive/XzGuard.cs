namespace CheckpointTools.Archive;

/// <summary>
/// Hands out an xz file and looks at the headers of its blocks on the way: each names the memory that its decoder is to
/// take, up to four gigabytes, and the library's decoder takes it.
/// </summary>
/// <param name="file">The file; stays the caller's.</param>
/// <param name="limit">The most that a block may ask for, in bytes.</param>
/// <remarks>The states follow the format's specification, 1.1.0, section by section.</remarks>
internal sealed class XzGuard(Stream file, long limit) : ForwardStream
{
    private enum State
    {
        StreamPadding,
        StreamHeader,
        BlockSize,
        BlockHeader,
        Chunk,
        ChunkHeader,
        Content,
        BlockEnd,
        IndexCount,
        IndexRecords,
        StreamEnd,
    }

    private const int StreamHeaderSize = 12;
    private const int IndexEnd = 4 + StreamHeaderSize; // its CRC32, and the stream's footer

    private static readonly byte[] CheckSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

    private readonly byte[] _header = new byte[1024];
    private State _state;
    private int _collected;
    private int _wanted;
    private int _check;
    private long _left;
    private long _length;
    private ulong _records;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        Follow(buffer[..read]);
        return read;
    }

    public override long Skip(long count) => throw new NotSupportedException();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_state is State.Content or State.BlockEnd or State.StreamEnd)
            {
                int passed = (int)Math.Min(_left, bytes.Length);
                _left -= passed;
                bytes = bytes[passed..];
                if (_left == 0)
                    _state = _state == State.Content ? State.Chunk : _state == State.BlockEnd ? State.BlockSize : State.StreamPadding;
                continue;
            }

            Follow(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void Follow(byte next)
    {
        switch (_state)
        {
            case State.StreamPadding:
                if (next != 0)
                    Collect(State.StreamHeader, StreamHeaderSize, next);
                break;
            case State.BlockSize:
                if (next == 0)
                    Begin(State.IndexCount);
                else
                    Collect(State.BlockHeader, (next + 1) * 4, next);
                break;
            case State.Chunk:
                ReadChunk(next);
                break;
            case State.IndexCount or State.IndexRecords:
                ReadIndex(next);
                break;
            default:
                _header[_collected++] = next;
                if (_collected == _wanted)
                    Interpret();
                break;
        }
    }

    private void Collect(State state, int wanted, byte first)
    {
        _state = state;
        _wanted = wanted;
        _header[0] = first;
        _collected = 1;
    }

    private void Begin(State state)
    {
        _state = state;
        _collected = 0;
        _length = 1;
        _records = 0;
    }

    private void Interpret()
    {
        switch (_state)
        {
            case State.StreamHeader:
                _check = CheckSizes[_header[7] & 0x0F];
                _state = State.BlockSize;
                break;
            case State.BlockHeader:
                CheckDictionary(_header.AsSpan(1, _wanted - 5));
                _length = 0;
                _state = State.Chunk;
                break;
            default:
                // LZMA2: the packed size where the chunk is packed, else the size; both are written less one.
                int size = _header[0] >= 0x80 ? 3 : 1;
                _left = ((_header[size] << 8) | _header[size + 1]) + 1 + (_header[0] >= 0xC0 ? 1 : 0);
                _length += _left + size + 2;
                _state = State.Content;
                break;
        }
    }

    private void ReadChunk(byte control)
    {
        if (control > 0)
        {
            Collect(State.ChunkHeader, control >= 0x80 ? 5 : 3, control);
            return;
        }

        _length++;
        _left = (-_length & 3) + _check;
        _state = _left > 0 ? State.BlockEnd : State.BlockSize;
    }

    private void ReadIndex(byte next)
    {
        _length++;
        if (_collected >= 9)
            throw new InvalidDataException("a number in the index does not end");
        if (_state == State.IndexCount)
            _records |= (ulong)(next & 0x7F) << (7 * _collected);
        _collected++;
        if (next >= 0x80)
            return;
        _collected = 0;
        if (_state == State.IndexCount)
            _records = Math.Min(_records, long.MaxValue) * 2;
        else
            _records--;
        _state = State.IndexRecords;
        if (_records > 0)
            return;
        _left = (-_length & 3) + IndexEnd;
        _state = State.StreamEnd;
    }

    private void CheckDictionary(ReadOnlySpan<byte> header)
    {
        byte flags = header[0];
        header = header[1..];
        for (int sizes = (flags >> 6 & 1) + (flags >> 7); sizes > 0; sizes--)
            Number(ref header);
        for (int filters = (flags & 3) + 1; filters > 0; filters--)
        {
            ulong id = Number(ref header);
            ulong size = Number(ref header);
            if (size > (ulong)header.Length)
                throw new InvalidDataException("a block's header is malformed");
            ReadOnlySpan<byte> properties = header[..(int)size];
            header = header[(int)size..];
            if (id == 0x21 && (properties.Length != 1 || Dictionary(properties[0]) > limit))
                throw new ArchiveFormatException("LimitDictionary", $"The xz data ask for a dictionary of more than {limit:N0} bytes.");
            if (filters == 1 && id != 0x21)
                throw new InvalidDataException("a block is not packed with LZMA2");
        }
    }

    private static long Dictionary(byte size) => size >= 40 ? uint.MaxValue : (2L | (size & 1u)) << ((size / 2) + 11);

    private static ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < 9 && i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("a number in a block's header does not end");
    }
}
