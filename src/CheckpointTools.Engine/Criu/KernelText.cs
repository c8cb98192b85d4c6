using System.Text;

namespace CheckpointTools.Criu;

/// <summary>Makes texts of the bytes that Linux and CRIU keep paths and names in.</summary>
internal static class KernelText
{
    /// <summary>
    /// Decodes a text that CRIU reads as a C string. UTF-8 is a habit, not a rule, so bytes that are none become U+FFFD.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ProtobufFormatException">
    /// There is a NUL in it: CRIU, for which the text ends there, would read another one than what stands here.
    /// </exception>
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes.Contains((byte)0)
        ? throw new ProtobufFormatException("a text holds a NUL")
        : Encoding.UTF8.GetString(bytes);

    /// <summary>Decodes a Unix socket's name, which may hold any byte.</summary>
    /// <param name="bytes">The bytes (<c>sun_path</c>).</param>
    /// <returns>The path; for an abstract name <c>@</c> and the name, with <c>@</c> for every NUL, as <c>ss</c> shows it.</returns>
    public static string DecodeSocketName(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != 0)
        {
            // A path ends at its first NUL, which CRIU writes along.
            int end = bytes.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        }

        return Encoding.UTF8.GetString(bytes).Replace('\0', '@');
    }

    /// <summary>Splits the bytes of an argument list or an environment, in which each text ends with a NUL.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The texts; without the empty ones at the end, with which a process that sets its title pads the list.</returns>
    public static IReadOnlyList<string> SplitTexts(ReadOnlySpan<byte> bytes)
    {
        List<string> texts = [];
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)0);
            texts.Add(Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]));
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        int count = texts.Count;
        while (count > 0 && texts[count - 1].Length == 0)
        {
            count--;
        }

        // One empty argument at the end is an argument; two or more are padding.
        if (texts.Count - count > 1)
        {
            texts.RemoveRange(count, texts.Count - count);
        }

        return texts;
    }
}
