using System.Buffers;
using System.Security.Cryptography;

namespace CheckpointTools.Archive;

/// <summary>
/// Computes the SHA-256 of a file while somebody else reads it: one block is hashed while the next is read and used.
/// </summary>
internal sealed class HashingStream : ForwardStream
{
    private const int BlockSize = 1 << 20;

    private readonly Stream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private byte[] _hashed = ArrayPool<byte>.Shared.Rent(BlockSize);
    private Task _hashing = Task.CompletedTask;
    private int _start;
    private int _end;
    private long _position;

    internal HashingStream(Stream file) => _file = file;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !NextBlock())
            return 0;
        int count = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _position += count;
        return count;
    }

    public override long Skip(long count)
    {
        long left = count;
        while (left > 0 && (_start < _end || NextBlock()))
        {
            int passed = (int)Math.Min(left, _end - _start);
            _start += passed;
            _position += passed;
            left -= passed;
        }

        return count - left;
    }

    /// <summary>Reads what is left of the file and gives the hash of all of it.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The SHA-256 as lower-case hexadecimal digits, as <c>sha256sum</c> prints it.</returns>
    internal string Finish(CancellationToken cancellationToken)
    {
        while (Skip(BlockSize) > 0)
            cancellationToken.ThrowIfCancellationRequested();
        _hashing.GetAwaiter().GetResult();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _block.Length > 0)
        {
            _hashing.GetAwaiter().GetResult();
            ArrayPool<byte>.Shared.Return(_block);
            ArrayPool<byte>.Shared.Return(_hashed);
            _block = _hashed = [];
            _start = _end = 0;
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        // The other block is still being hashed; this one's hash was waited for when the other's began.
        (_block, _hashed) = (_hashed, _block);
        _start = 0;
        _end = _file.ReadAtLeast(_block.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        _hashing.GetAwaiter().GetResult();
        if (_end == 0)
            return false;

        (byte[] block, int length) = (_block, _end);
        if (length < BlockSize)
            _hash.AppendData(block, 0, length); // the last block, or a small file's only one: not worth a thread
        else
            _hashing = Task.Run(() => _hash.AppendData(block, 0, length));
        return true;
    }
}
