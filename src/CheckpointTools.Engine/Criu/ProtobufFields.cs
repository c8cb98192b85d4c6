using System.Buffers.Binary;

namespace CheckpointTools.Criu;

/// <summary>
/// Walks the fields of one protobuf message without making an object of any of them. It reads what repeats without a
/// bound inside one message: parsing a message of 16 MiB into objects could take a hundred times its size.
/// </summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The current field's number.</summary>
    public int Number { get; private set; }

    /// <summary>The current field's value, where it is a number; else 0.</summary>
    public ulong Value { get; private set; }

    /// <summary>The current field's bytes, where it is a text, bytes, a message or packed numbers; else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the current field is a number that is written as a varint, as all numbers read here are.</summary>
    public bool IsVarint { get; private set; }

    /// <summary>Whether the current field carries <see cref="Bytes"/>.</summary>
    public bool IsDelimited { get; private set; }

    /// <summary>The current field's value as CRIU's unsigned 32-bit fields take it: the lower half.</summary>
    public readonly uint Value32 => unchecked((uint)Value);

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the message's end.</returns>
    /// <exception cref="ProtobufFormatException">The bytes are no protobuf message.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = ReadVarint();
        if (tag is < 8 or > uint.MaxValue)
        {
            throw new ProtobufFormatException("a field has no valid number");
        }

        Number = (int)(tag >> 3);
        int wireType = (int)(tag & 7);
        IsVarint = wireType == Varint;
        IsDelimited = wireType == Delimited;
        Value = wireType switch
        {
            Varint => ReadVarint(),
            Fixed64 => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))),
            Fixed32 => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))),
            Delimited => 0,

            // Groups are deprecated, CRIU has none, and its own parser refuses them too.
            _ => throw new ProtobufFormatException("a field is of no type that CRIU writes"),
        };
        Bytes = IsDelimited ? Take(ReadVarint()) : default;
        return true;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new ProtobufFormatException("a field is longer than the message that holds it");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int index = 0; index < _rest.Length && index < 10; index++)
        {
            byte current = _rest[index];
            value |= (ulong)(current & 0x7F) << (7 * index);
            if (current < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return value;
            }
        }

        throw new ProtobufFormatException("a number does not end");
    }
}
