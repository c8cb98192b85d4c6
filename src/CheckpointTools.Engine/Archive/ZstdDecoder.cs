using System.Buffers;
using System.Buffers.Binary;
using SharpCompress.Compressors.ZStandard;

namespace CheckpointTools.Archive;

/// <summary>Decodes a zstd file, one frame or several, with the machine's own library.</summary>
internal sealed class ZstdDecoder : ForwardStream
{
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50; // its last digit is free

    private const int InputSize = 64 << 10;

    private readonly Stream _file;
    private readonly ZstdLibrary.Context _context = ZstdLibrary.CreateContext();
    private byte[] _input = ArrayPool<byte>.Shared.Rent(InputSize);
    private int _start;
    private int _end;
    private bool _betweenFrames = true;
    private bool _holdsOutput;

    private ZstdDecoder(Stream file) => _file = file;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Begins to decode a file; with the library where it is there, else with managed code.</summary>
    /// <param name="file">The file; stays the caller's.</param>
    internal static Stream Open(Stream file) => ZstdLibrary.IsAvailable ? OpenNative(file) : OpenManaged(file);

    internal static Stream OpenNative(Stream file) => new ZstdDecoder(file);

    internal static Stream OpenManaged(Stream file) => new DecompressionStream(file);

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The file ends within a frame.</exception>
    /// <exception cref="InvalidDataException">A frame is damaged, or something else stands between two.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            // What it has decoded but had no room for comes without input.
            if (!_holdsOutput && _start == _end && !Fill())
                return _betweenFrames ? 0 : throw new EndOfStreamException();
            if (_betweenFrames)
                CheckMagic();
            _betweenFrames = ZstdLibrary.Decode(_context, buffer, out int written, _input.AsSpan(_start.._end), out int taken);
            _start += taken;
            _holdsOutput = !_betweenFrames && written == buffer.Length;
            if (written > 0)
                return written;
        }

        return 0;
    }

    public override long Skip(long count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _context.Dispose();
            ArrayPool<byte>.Shared.Return(_input, clearArray: true);
            _input = [];
            _start = _end = 0;
        }

        base.Dispose(disposing);
    }

    // The library may have been built to know the formats from before 2016 as well; no other reader does.
    private void CheckMagic()
    {
        while (_end - _start < sizeof(uint))
        {
            if (!Fill())
                throw new InvalidDataException("something that is no zstd follows");
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(_start));
        if (magic != FrameMagic && (magic & ~0xFu) != SkippableMagic)
            throw new InvalidDataException("something that is no zstd follows");
    }

    private bool Fill()
    {
        int left = _end - _start;
        _input.AsSpan(_start, left).CopyTo(_input);
        int read = _file.Read(_input.AsSpan(left));
        _start = 0;
        _end = left + read;
        return read > 0;
    }
}
