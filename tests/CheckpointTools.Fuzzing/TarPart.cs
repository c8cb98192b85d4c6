using System.Buffers.Binary;
using System.Text;

namespace CheckpointTools.Fuzzing;

/// <summary>A header of a tar and what belongs to it, to be put together in another way.</summary>
/// <param name="Header">The 512 bytes; the size and the checksum are set when the tar is joined, unless they are to be wrong.</param>
/// <param name="Content">The content without its padding.</param>
/// <param name="IsSealed">Whether size and checksum stay as they are.</param>
internal sealed record TarPart(byte[] Header, byte[] Content, bool IsSealed = false)
{
    private const int Block = 512;

    public string Name => Text(0, 100);

    public static List<TarPart> Split(byte[] tar)
    {
        List<TarPart> parts = [];
        int offset = 0;
        while (offset + Block <= tar.Length && tar[offset] != 0 && Size(tar.AsSpan(offset + 124, 12)) is var size and >= 0 && offset + Block + size <= tar.Length)
        {
            parts.Add(new TarPart(tar[offset..(offset + Block)], tar[(offset + Block)..(offset + Block + size)]));
            offset += Block + size + (-size & (Block - 1));
        }

        return parts;
    }

    public static byte[] Join(IEnumerable<TarPart> parts, bool end = true)
    {
        using var tar = new MemoryStream();
        foreach (TarPart part in parts)
        {
            byte[] header = [.. part.Header];
            if (!part.IsSealed)
            {
                Put(header, 124, Convert.ToString(part.Content.Length, 8).PadLeft(11, '0') + "\0");
                Seal(header);
            }

            tar.Write(header);
            tar.Write(part.Content);
            tar.Write(new byte[-part.Content.Length & (Block - 1)]);
        }

        tar.Write(new byte[end ? 2 * Block : 0]);
        return tar.ToArray();
    }

    /// <summary>The same with fields of the header changed, and a checksum that fits.</summary>
    public TarPart With(Action<byte[]> change, bool isSealed = false)
    {
        byte[] header = [.. Header];
        Put(header, 124, Convert.ToString(Content.Length, 8).PadLeft(11, '0') + "\0");
        change(header);
        Seal(header);
        return this with { Header = header, IsSealed = isSealed };
    }

    public TarPart Named(string name) => With(header =>
    {
        header.AsSpan(0, 100).Clear();
        Put(header, 0, name.Length > 100 ? name[..100] : name);
    });

    /// <summary>A number in base 256.</summary>
    public static void PutBinary(byte[] header, int offset, int length, long value)
    {
        header.AsSpan(offset, length).Fill(value < 0 ? (byte)0xFF : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(offset + length - sizeof(long)), value);
        header[offset] |= 0x80;
    }

    public static void Put(byte[] header, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, offset);

    private static void Seal(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        int sum = header.Sum(static b => b);
        Put(header, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
    }

    private static int Size(ReadOnlySpan<byte> field)
    {
        string text = Encoding.Latin1.GetString(field).Trim('\0', ' ');
        return text.Length is > 0 and <= 11 && text.All(static c => c is >= '0' and <= '7') && Convert.ToInt64(text, 8) is var size and <= int.MaxValue ? (int)size : -1;
    }

    private string Text(int offset, int length)
    {
        string text = Encoding.Latin1.GetString(Header, offset, length);
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
