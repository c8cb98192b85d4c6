namespace CheckpointTools;

/// <summary>Texts of an archive that are shown on terminals.</summary>
internal static class TerminalText
{
    /// <summary>
    /// Whether a character would do something on a terminal instead of being shown: control characters, and those that
    /// end a line or turn the direction of writing, which make a name look like another one.
    /// </summary>
    /// <param name="character">The character.</param>
    /// <returns>True where no honest name has it.</returns>
    internal static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is '\u061C' or (>= '\u200E' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with those characters replaced.</summary>
    internal static string Printable(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Select(static c => IsUnsafe(c) ? '\uFFFD' : c)) : text;
}
