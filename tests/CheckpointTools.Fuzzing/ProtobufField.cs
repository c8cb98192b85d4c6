namespace CheckpointTools.Fuzzing;

/// <summary>One field of a protobuf message: a number, or bytes.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Value">The value of a number.</param>
/// <param name="Content">The bytes; null for a number.</param>
internal sealed record ProtobufField(int Number, ulong Value, byte[]? Content)
{
    /// <summary>Takes a message apart.</summary>
    /// <returns>The fields; null where it is no message of numbers and bytes alone.</returns>
    public static List<ProtobufField>? Split(byte[] message)
    {
        List<ProtobufField> fields = [];
        int offset = 0;
        while (offset < message.Length)
        {
            if (Varint(message, ref offset) is not { } tag || tag >> 3 is 0 or > int.MaxValue || Varint(message, ref offset) is not { } value)
                return null;
            if ((tag & 7) == 2)
            {
                if (value > (ulong)(message.Length - offset))
                    return null;
                fields.Add(new ProtobufField((int)(tag >> 3), 0, message[offset..(offset + (int)value)]));
                offset += (int)value;
            }
            else if ((tag & 7) == 0)
            {
                fields.Add(new ProtobufField((int)(tag >> 3), value, null));
            }
            else
            {
                return null;
            }
        }

        return fields;
    }

    public IEnumerable<byte> Bytes() => Content is null
        ? [.. Varint((ulong)Number << 3), .. Varint(Value)]
        : [.. Varint(((ulong)Number << 3) | 2), .. Varint((ulong)Content.Length), .. Content];

    private static ulong? Varint(byte[] bytes, ref int offset)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70 && offset < bytes.Length; shift += 7)
        {
            byte next = bytes[offset++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        return null;
    }

    private static List<byte> Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
