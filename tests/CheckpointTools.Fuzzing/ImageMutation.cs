using System.Buffers.Binary;

namespace CheckpointTools.Fuzzing;

/// <summary>Changes CRIU images: fields within messages, with the lengths around them made to fit again.</summary>
internal static class ImageMutation
{
    private static readonly string[] Names =
        ["files.img", "pstree.img", "inventory.img", "core-1.img", "mm-1.img", "pagemap-1.img", "pages-1.img", "fdinfo-2.img", "pagemap-shmem-1.img", "core-18446744073709551615.img", "tcp-stream-f.img", "stats-dump"];

    /// <summary>An image behind its name.</summary>
    public static byte[] Apply(byte[] input, FuzzRandom random)
    {
        int end = Array.IndexOf(input, (byte)'\n') + 1;
        return random.OneIn(30)
            ? [.. System.Text.Encoding.Latin1.GetBytes(random.Of(Names) + "\n"), .. input[end..]]
            : [.. input[..end], .. Image(input[end..], random)];
    }

    /// <summary>An image: its magic numbers, then messages behind their lengths.</summary>
    public static byte[] Image(byte[] image, FuzzRandom random)
    {
        if (random.OneIn(5) || Messages(image) is not { Count: > 0 } messages)
            return ByteMutation.Apply(image, random);
        int head = image.Length - messages.Sum(static message => sizeof(uint) + message.Length);
        int at = random.Below(messages.Count);
        switch (random.Below(6))
        {
            case 0:
                messages.Insert(at, messages[random.Below(messages.Count)]);
                break;
            case 1:
                messages.RemoveAt(at);
                break;
            case 2:
                (messages[0], messages[at]) = (messages[at], messages[0]);
                break;
            default:
                messages[at] = Message(messages[at], random, depth: 0);
                break;
        }

        return [.. image[..head], .. messages.SelectMany(Framed)];
    }

    private static IEnumerable<byte> Framed(byte[] message)
    {
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)message.Length);
        return length.Concat(message);
    }

    private static List<byte[]>? Messages(byte[] image)
    {
        foreach (int head in new[] { 8, 4 })
        {
            List<byte[]> messages = [];
            int offset = head;
            while (offset + sizeof(uint) <= image.Length && BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset)) is var size && size <= image.Length - offset - sizeof(uint))
            {
                messages.Add(image[(offset + sizeof(uint))..(offset + sizeof(uint) + (int)size)]);
                offset += sizeof(uint) + (int)size;
            }

            if (offset == image.Length)
                return messages;
        }

        return null;
    }

    private static byte[] Message(byte[] message, FuzzRandom random, int depth)
    {
        if (ProtobufField.Split(message) is not { Count: > 0 } fields || random.OneIn(8))
            return ByteMutation.Apply(message, random);
        int at = random.Below(fields.Count);
        ProtobufField field = fields[at];
        switch (random.Below(7))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Insert(random.Below(fields.Count), field);
                break;
            case 2:
                fields.AddRange(Enumerable.Repeat(field, 1 << random.Below(8)));
                break;
            case 3:
                fields[at] = field with { Number = 1 + random.Below(25) };
                break;
            default:
                fields[at] = field.Content is { } content
                    ? field with { Content = depth < 6 ? Message(content, random, depth + 1) : ByteMutation.Apply(content, random) }
                    : field with { Value = random.OneIn(3) ? field.Value + (ulong)random.Below(9) - 4 : ByteMutation.Number(random) };
                break;
        }

        return [.. fields.SelectMany(static part => part.Bytes())];
    }
}
