using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;

namespace CheckpointTools.Criu;

/// <summary>
/// Reads one image's messages from a stream that only goes forward: the magic numbers, then each message behind its
/// length. Memory is one buffer, as large as the largest message, whatever the image's size.
/// </summary>
internal sealed class CriuImageReader : IDisposable
{
    private const int BufferLength = 64 * 1024;
    private const int LengthPrefix = sizeof(uint);

    // What is parsed into objects can take many times its size, and the largest that CRIU writes, of a process in as many
    // groups as Linux allows, is a third of this. What grows beyond is walked by ProtobufFields.
    private const int LongestParsed = 1 << 20;

    private readonly Stream _content;
    private readonly CriuImageKind _kind;
    private readonly string _memberName;
    private readonly CriuLimits _limits;
    private readonly CancellationToken _cancellation;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private long _unread;

    /// <summary>Reads and checks the image's magic numbers.</summary>
    /// <param name="content">The member's content; read from where it stands.</param>
    /// <param name="length">The member's length in bytes; no more is read.</param>
    /// <param name="kind">What the image is by its name.</param>
    /// <param name="memberName">The member's name, for messages.</param>
    /// <param name="limits">The ceilings.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CriuImageException">The magic numbers are missing or wrong.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public CriuImageReader(
        Stream content, long length, CriuImageKind kind, string memberName, CriuLimits limits, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _content = content;
        _kind = kind;
        _memberName = memberName;
        _limits = limits;
        _cancellation = cancellation;
        _unread = length;
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferLength, Math.Max(length, 16)));
        try
        {
            CheckMagic();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many bytes of the member are not consumed yet.</summary>
    public long Remaining => _unread + _end - _start;

    /// <summary>Reads the next message.</summary>
    /// <param name="message">The message's bytes, valid until the next call.</param>
    /// <returns>False at the image's end.</returns>
    /// <exception cref="CriuImageException">The image is cut off, or the message passes the ceiling.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool TryReadMessage(out ReadOnlySpan<byte> message)
    {
        message = default;
        if (Remaining == 0)
        {
            return false;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(Take(LengthPrefix));

        // What the image cannot hold is damage; what it holds and nobody wants in memory is the ceiling's business.
        if (size > Remaining)
        {
            throw Fault(
                CriuImageException.Truncated,
                string.Create(CultureInfo.InvariantCulture, $"announces a message of {size} bytes where {Remaining} are left"));
        }

        if (size > _limits.MaxMessageLength)
        {
            throw Fault(
                CriuImageException.MessageTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"has a message of {size} bytes, more than the {_limits.MaxMessageLength} that are allowed"));
        }

        message = Take((int)size);
        return true;
    }

    /// <summary>Reads the message of an image that holds exactly one.</summary>
    /// <returns>The message's bytes, valid until the next call.</returns>
    /// <exception cref="CriuImageException">There is none, there is more, or it cannot be read.</exception>
    public ReadOnlySpan<byte> ReadSingleMessage()
    {
        if (!TryReadMessage(out ReadOnlySpan<byte> message))
        {
            throw Fault(CriuImageException.Truncated, "holds nothing behind its magic numbers");
        }

        if (Remaining > 0)
        {
            throw Fault(
                CriuImageException.TrailingData,
                string.Create(CultureInfo.InvariantCulture, $"has {Remaining} bytes behind the one message that it may hold"));
        }

        return message;
    }

    /// <summary>Parses a message.</summary>
    /// <typeparam name="T">The message's type.</typeparam>
    /// <param name="parser">The type's parser.</param>
    /// <param name="message">The bytes.</param>
    /// <returns>The message.</returns>
    /// <exception cref="CriuImageException">The bytes are no such message.</exception>
    public T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> message)
        where T : IMessage<T>
    {
        if (message.Length > LongestParsed)
        {
            throw Fault(
                CriuImageException.MessageTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"has a message of {message.Length} bytes, more than the {LongestParsed} that any of its kind has"));
        }

        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Malformed(exception.Message, exception);
        }
    }

    /// <summary>Makes the fault of a message that cannot be what it should be.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    /// <returns>The exception, to be thrown.</returns>
    public CriuImageException Malformed(string reason, Exception? innerException = null) =>
        Fault(CriuImageException.MessageMalformed, $"has a message that cannot be read ({reason.TrimEnd('.')})", innerException);

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0)
        {
            // Cleared, because images hold other people's memory and the pool is shared with the rest of the process.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private void CheckMagic()
    {
        if (_kind.Header == CriuImageHeader.Raw)
        {
            return;
        }

        uint magic = TakeMagic();
        if (_kind.Header != CriuImageHeader.Own)
        {
            uint head = _kind.Header == CriuImageHeader.Service ? CriuImageKind.ServiceMagic : CriuImageKind.CommonMagic;

            // An image of format 1.0 begins with its own magic at once.
            magic = magic == head ? TakeMagic() : magic;
        }

        if (magic != _kind.Magic)
        {
            throw Fault(
                CriuImageException.MagicWrong,
                string.Create(CultureInfo.InvariantCulture, $"has the magic number 0x{magic:X8} where 0x{_kind.Magic:X8} was expected, so it is no such image"));
        }
    }

    private uint TakeMagic() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Fault(CriuImageException.Truncated, "ends in the middle of a number");
        }

        if (_end - _start < count)
        {
            Fill(count);
        }

        ReadOnlySpan<byte> taken = _buffer.AsSpan(_start, count);
        _start += count;
        return taken;
    }

    private void Fill(int count)
    {
        _cancellation.ThrowIfCancellationRequested();
        int buffered = _end - _start;
        if (count > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(count);
            _buffer.AsSpan(_start, buffered).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, buffered).CopyTo(_buffer);
        }

        _start = 0;
        _end = buffered;
        while (_end < count)
        {
            int wanted = (int)Math.Min(_buffer.Length - _end, _unread);
            int read = _content.Read(_buffer, _end, wanted);
            if (read <= 0)
            {
                throw Fault(CriuImageException.Truncated, "ends before the length that the archive gives it");
            }

            _end += read;
            _unread -= read;
        }
    }

    private CriuImageException Fault(string errorId, string what, Exception? innerException = null) =>
        new(errorId, $"The image {_memberName} {what}.", _memberName, innerException);
}
