using System.Globalization;
using System.Text;
using CheckpointTools.Archive;

namespace CheckpointTools.Restore;

/// <summary>
/// Writes a tar in the one form that every reader reads alike: USTAR headers, a PAX header only where a name or a size
/// does not fit, no owner names, no extended attributes, every name cleaned.
/// </summary>
/// <param name="destination">Where it goes; stays the caller's.</param>
internal sealed class CanonicalTarWriter(Stream destination)
{
    private const int NameLength = 100;
    private const long MaxOctalSize = (1L << 33) - 1;
    private const long MaxOctalId = (1L << 21) - 1;

    private static readonly byte[] Zeros = new byte[2 * TarHeader.BlockSize];

    private long _left;
    private int _padding;

    /// <summary>Writes the header of a member, whose content has to follow before the next call.</summary>
    /// <param name="name">The cleaned name.</param>
    /// <param name="type">A file, a directory or a symbolic link.</param>
    /// <param name="size">The content's size in bytes; 0 for all but a file.</param>
    /// <param name="like">The member whose mode, owner and time are kept.</param>
    internal void Begin(string name, TarMemberType type, long size, TarMember like)
    {
        if (_left > 0)
            throw new InvalidOperationException("The content of the member before is not complete.");
        Span<byte> zeros = Zeros.AsSpan(0, _padding);
        destination.Write(zeros);

        string shown = type == TarMemberType.Directory ? name + "/" : name;
        if (Encoding.UTF8.GetByteCount(shown) > NameLength || !Ascii.IsValid(shown) || size > MaxOctalSize)
            WritePax(shown, size, like);
        WriteHeader(shown, Flag(type), size, type == TarMemberType.SymbolicLink ? like.LinkTarget : "", like);
        _left = size;
        _padding = (int)(-size & (TarHeader.BlockSize - 1));
    }

    /// <summary>Writes content of the member begun last.</summary>
    /// <param name="content">Some of it.</param>
    internal void Write(ReadOnlySpan<byte> content)
    {
        if (content.Length > _left)
            throw new InvalidOperationException("The content is longer than its header says.");
        destination.Write(content);
        _left -= content.Length;
    }

    /// <summary>Writes the two empty blocks that end a tar. Without them, what was written is recognisably incomplete.</summary>
    internal void Finish()
    {
        if (_left > 0)
            throw new InvalidOperationException("The content of the last member is not complete.");
        destination.Write(Zeros.AsSpan(0, _padding));
        destination.Write(Zeros);
        _padding = 0;
    }

    private static byte Flag(TarMemberType type) => type switch
    {
        TarMemberType.File => (byte)'0',
        TarMemberType.SymbolicLink => (byte)'2',
        TarMemberType.Directory => (byte)'5',
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A checkpoint has no such member."),
    };

    private static void Octal(Span<byte> field, long value)
    {
        if (value < 0 || value >= 1L << (3 * (field.Length - 1)))
        {
            // What a PAX record beside it says; the field itself cannot.
            value = 0;
        }

        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private void WritePax(string name, long size, TarMember like)
    {
        var records = new List<byte>();
        records.AddRange(PaxRecord("path", name));
        if (size > MaxOctalSize)
            records.AddRange(PaxRecord("size", size.ToString(CultureInfo.InvariantCulture)));
        byte[] content = [.. records];
        WriteHeader("PaxHeader", (byte)'x', content.Length, "", like);
        destination.Write(content);
        destination.Write(Zeros.AsSpan(0, -content.Length & (TarHeader.BlockSize - 1)));
    }

    private static byte[] PaxRecord(string key, string value)
    {
        // The length at a record's start counts its own digits.
        byte[] rest = Encoding.UTF8.GetBytes($" {key}={value}\n");
        int length = rest.Length + 1;
        while (length != rest.Length + length.ToString(CultureInfo.InvariantCulture).Length)
            length++;
        return [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. rest];
    }

    private void WriteHeader(string name, byte flag, long size, string linkTarget, TarMember like)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockSize];
        block.Clear();
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        nameBytes.AsSpan(0, Math.Min(nameBytes.Length, NameLength)).CopyTo(block);
        Octal(block[100..108], like.Mode);
        Octal(block[108..116], like.UserId <= MaxOctalId ? like.UserId : 0);
        Octal(block[116..124], like.GroupId <= MaxOctalId ? like.GroupId : 0);
        Octal(block[124..136], size);
        Octal(block[136..148], Math.Max(0, like.Modified.ToUnixTimeSeconds()));
        block[148..156].Fill((byte)' ');
        block[156] = flag;
        Encoding.UTF8.GetBytes(linkTarget, block[157..257]);
        "ustar\000"u8.CopyTo(block[257..]);
        int sum = 0;
        foreach (byte b in block)
            sum += b;
        Octal(block[148..155], sum);
        block[155] = (byte)' ';
        destination.Write(block);
    }
}
