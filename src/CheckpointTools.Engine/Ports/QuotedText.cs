using System.Globalization;
using System.Text;

namespace CheckpointTools.Ports;

/// <summary>
/// Text in quotation marks as Go's <c>strconv.Quote</c> writes it. Podman's messages quote what they refuse that way,
/// and the escapes keep control characters of the input out of terminals and logs.
/// </summary>
internal static class QuotedText
{
    /// <summary>Quotes.</summary>
    /// <param name="text">Any text; half surrogate pairs come out as U+FFFD.</param>
    /// <returns>The text between quotation marks, with everything escaped that cannot be seen.</returns>
    internal static string Of(string text)
    {
        StringBuilder quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune rune in text.EnumerateRunes())
            Append(quoted, rune);
        return quoted.Append('"').ToString();
    }

    private static void Append(StringBuilder quoted, Rune rune)
    {
        string? escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\a' => @"\a",
            '\b' => @"\b",
            '\f' => @"\f",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            '\v' => @"\v",
            < ' ' or 0x7f => FormattableString.Invariant($@"\x{rune.Value:x2}"),
            _ when IsPrintable(rune) => null,
            <= 0xffff => FormattableString.Invariant($@"\u{rune.Value:x4}"),
            _ => FormattableString.Invariant($@"\U{rune.Value:x8}"),
        };
        if (escape is null)
            quoted.Append(rune.ToString());
        else
            quoted.Append(escape);
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation and symbols, and of all spaces only ASCII's.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
