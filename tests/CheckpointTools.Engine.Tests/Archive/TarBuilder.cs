using System.Globalization;
using System.Text;

namespace CheckpointTools.Tests.Archive;

/// <summary>Writes tars that no honest tool would: every field of a header can be set, sound or not.</summary>
internal sealed class TarBuilder
{
    public const string Ustar = "ustar\000";
    public const string Gnu = "ustar  \0";

    private readonly List<byte> _tar = [];

    /// <summary>How much has been written: where the next header will stand.</summary>
    public int Length => _tar.Count;

    /// <summary>Adds a member.</summary>
    /// <param name="name">The name, at most 100 bytes.</param>
    /// <param name="content">The content; what the header says of its size is <paramref name="size"/>.</param>
    /// <param name="type">The type flag.</param>
    /// <param name="link">The link's target.</param>
    /// <param name="size">The size field, where it is not the content's length.</param>
    /// <param name="magic">The magic and version fields.</param>
    /// <param name="edit">Changes the header before its checksum is computed.</param>
    public TarBuilder Add(string name, byte[]? content = null, char type = '0', string link = "", long? size = null, string magic = Ustar, Action<byte[]>? edit = null)
    {
        content ??= [];
        byte[] header = new byte[512];
        Put(header, 0, name);
        Put(header, 100, "0000600\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        Put(header, 124, Octal(size ?? content.Length, 11) + "\0");
        Put(header, 136, Octal(1_700_000_000, 11) + "\0");
        header[156] = (byte)type;
        Put(header, 157, link);
        Put(header, 257, magic);
        edit?.Invoke(header);
        Seal(header);
        return Raw(header).Raw(content).Raw(new byte[-content.Length & 511]);
    }

    /// <summary>Adds CRIU's images of an archive, in its order.</summary>
    public TarBuilder AddImagesOf(RealArchive archive)
    {
        foreach (TarListing member in archive.Members.Where(static member => member.Name.StartsWith("checkpoint/", StringComparison.Ordinal) && !member.Name.EndsWith('/')))
            Add(member.Name, archive.Content(member.Name));
        return this;
    }

    /// <summary>Adds a PAX header for the member that follows.</summary>
    public TarBuilder Pax(params (string Key, string Value)[] records) => Add("PaxHeaders/x", [.. records.SelectMany(static record => Record(record.Key, record.Value))], 'x');

    /// <summary>Adds bytes as they are.</summary>
    public TarBuilder Raw(byte[] bytes)
    {
        _tar.AddRange(bytes);
        return this;
    }

    /// <summary>The tar with the two empty blocks that end it.</summary>
    public byte[] End() => [.. _tar, .. new byte[1024]];

    /// <summary>The tar without its end.</summary>
    public byte[] Unfinished() => [.. _tar];

    public static void Put(byte[] header, int offset, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, offset);

    /// <summary>Puts the checksum into a header, as POSIX has it.</summary>
    public static void Seal(Span<byte> header)
    {
        header[148..156].Fill((byte)' ');
        int sum = 0;
        foreach (byte b in header)
            sum += b;
        Encoding.ASCII.GetBytes(Octal(sum, 6) + "\0 ").CopyTo(header[148..156]);
    }

    public static byte[] Record(string key, string value)
    {
        byte[] rest = Encoding.UTF8.GetBytes($" {key}={value}\n");
        int length = rest.Length;
        while (length != rest.Length + length.ToString(CultureInfo.InvariantCulture).Length)
            length = rest.Length + length.ToString(CultureInfo.InvariantCulture).Length;
        return [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. rest];
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}
