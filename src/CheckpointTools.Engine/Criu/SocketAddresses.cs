using System.Buffers.Binary;
using System.Net;

namespace CheckpointTools.Criu;

/// <summary>IP addresses as CRIU keeps them: the words of <c>in_addr</c> and <c>in6_addr</c>, read as numbers.</summary>
internal static class SocketAddresses
{
    /// <summary>Writes an address as text.</summary>
    /// <param name="words">One word for IPv4, four for IPv6.</param>
    /// <param name="isBigEndian">Whether the machine that was checkpointed keeps a number's high byte first.</param>
    /// <returns>The address; null when there is none.</returns>
    public static string? Format(IReadOnlyList<uint> words, bool isBigEndian)
    {
        if (words.Count is not (1 or 4))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[words.Count * sizeof(uint)];
        for (int index = 0; index < words.Count; index++)
        {
            Span<byte> word = bytes[(index * sizeof(uint))..];
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, words[index]);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(word, words[index]);
            }
        }

        return new IPAddress(bytes).ToString();
    }
}
