using System.Globalization;
using System.Text;

namespace CheckpointTools.Archive;

/// <summary>What the PAX and GNU extension headers before a member say of it.</summary>
internal sealed class TarExtensions
{
    private const string XattrPrefix = "SCHILY.xattr.";
    private const string GnuSparsePrefix = "GNU.sparse.";

    private readonly Dictionary<string, string> _records = new(StringComparer.Ordinal);
    private readonly List<TarOddity> _oddities = [];
    private string? _gnuName;
    private string? _gnuLinkTarget;

    internal IReadOnlyList<TarOddity> Oddities => _oddities;

    /// <summary>Whether there was any extension header.</summary>
    internal bool Any { get; private set; }

    internal string? Name => _gnuName ?? Text("path");

    internal string? LinkTarget => _gnuLinkTarget ?? Text("linkpath");

    internal bool Sparse => _records.Keys.Any(static key => key.StartsWith(GnuSparsePrefix, StringComparison.Ordinal));

    internal IReadOnlyList<string> ExtendedAttributes =>
        [.. _records.Keys.Where(static key => key.StartsWith(XattrPrefix, StringComparison.Ordinal)).Select(static key => key[XattrPrefix.Length..])];

    internal long? Number(string key, long offset)
    {
        if (Text(key) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Malformed($"the {key} \"{Shorten(text)}\" is no number", offset);
    }

    internal long? Seconds(string key)
    {
        // Fractions are allowed; the archive's own resolution is seconds.
        return Text(key) is { } text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value is > long.MinValue and < long.MaxValue
            ? (long)decimal.Floor(value)
            : null;
    }

    internal void AddGnuName(ReadOnlySpan<byte> content) => _gnuName = GnuText(content, _gnuName, "path");

    internal void AddGnuLinkTarget(ReadOnlySpan<byte> content) => _gnuLinkTarget = GnuText(content, _gnuLinkTarget, "linkpath");

    /// <summary>Takes the records of one PAX header, each <c>LENGTH KEY=VALUE\n</c>.</summary>
    /// <param name="content">The header's content.</param>
    /// <param name="global">Whether the header speaks of all members behind it.</param>
    /// <param name="offset">Where the header stands, for the error.</param>
    /// <exception cref="ArchiveFormatException">A record is malformed.</exception>
    internal void AddPax(ReadOnlySpan<byte> content, bool global, long offset)
    {
        // Go forgets the records of an earlier header, others keep them.
        // And it forgets all headers that stand before a global one, which others keep for the member that follows.
        if (global ? Any : _records.Count > 0)
            _oddities.Add(TarOddity.ExtensionsContradict);
        Any |= !global;
        while (!content.IsEmpty)
        {
            int space = content.IndexOf((byte)' ');
            if (space is <= 0 or > 9 || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= space + 1 || length > content.Length || content[length - 1] != '\n')
            {
                throw Malformed("a record's length is wrong", offset);
            }

            ReadOnlySpan<byte> record = content[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw Malformed("a record has no key", offset);
            Add(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..], global, offset);
            content = content[length..];
        }
    }

    private void Add(string key, ReadOnlySpan<byte> bytes, bool global, long offset)
    {
        bool isText = key is "path" or "linkpath" or "uname" or "gname";
        if (key.Contains('\0', StringComparison.Ordinal) || (isText && bytes.Contains((byte)0)))
            throw Malformed("a key, a name or a link target holds a NUL", offset);
        if (!TarHeader.TryText(key.StartsWith(XattrPrefix, StringComparison.Ordinal) ? default : bytes, out string value) && isText)
            _oddities.Add(TarOddity.NameNotUtf8);
        if (global)
        {
            if (key is "path" or "linkpath" or "size" || key.StartsWith(GnuSparsePrefix, StringComparison.Ordinal))
                _oddities.Add(TarOddity.GlobalHeaderOverrides);
            return;
        }

        if (_records.TryGetValue(key, out string? earlier) && earlier != value)
            _oddities.Add(TarOddity.PaxRecordsContradict);
        if (key is "mtime" or "atime" or "ctime" && value.Length > 0 && !IsTime(value))
            throw Malformed($"the {key} \"{Shorten(value)}\" is no time", offset);
        _records[key] = value;
        if ((key == "path" && _gnuName is not null) || (key == "linkpath" && _gnuLinkTarget is not null))
            _oddities.Add(TarOddity.ExtensionsContradict);
    }

    private string GnuText(ReadOnlySpan<byte> content, string? earlier, string paxKey)
    {
        if (earlier is not null || _records.ContainsKey(paxKey))
            _oddities.Add(TarOddity.ExtensionsContradict);
        Any = true;
        if (!TarHeader.TryText(content, out string text))
            _oddities.Add(TarOddity.NameNotUtf8);
        return text;
    }

    // As Go reads it: seconds, and a fraction of digits.
    private static bool IsTime(string text)
    {
        string[] parts = text.Split('.', 2);
        return long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && (parts.Length == 1 || parts[1].All(char.IsAsciiDigit));
    }

    // An empty value takes nothing away: Go keeps what the plain header says.
    private string? Text(string key) => _records.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ArchiveFormatException Malformed(string what, long offset) =>
        new("TarHeaderMalformed", $"A PAX header cannot be read: {what}.", $"offset {offset}");
}
