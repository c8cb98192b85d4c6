using System.Globalization;
using System.Management.Automation.Host;
using System.Text;

namespace CheckpointTools.Views;

/// <summary>Breaks lines of the views where a reader would.</summary>
public static class ViewLines
{
    private const int Narrowest = 16; // below it a break at every word is no better than one within words
    private const int NarrowScreen = 80; // what every screen has, and what there is to fill without one
    private const string Joints = " ./:,[";

    // PowerShell breaks lines between words in these languages. In others, among them that of LANG=C.UTF-8, which many servers
    // have, it cuts through words.
    private static readonly string[] WrappedLanguages = ["en", "fr", "de", "it", "pt", "es"];

    /// <summary>Breaks a text between words, to fill the rest of a screen's line, where PowerShell will not do it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="host"><c>$Host</c>, for the width of its screen.</param>
    /// <param name="before">How many columns of the line stand before the text.</param>
    /// <returns>The text.</returns>
    public static string Words(string? text, PSHost? host, int before)
    {
        if (string.IsNullOrEmpty(text) || WrappedLanguages.Contains(CultureInfo.CurrentCulture.TwoLetterISOLanguageName))
            return text ?? "";
        int width = ScreenWidth(host) - before - 1;
        return width < Narrowest ? text : string.Join('\n', text.Split('\n').Select(line => Break(line, width, " ")));
    }

    /// <summary>Breaks a name or a path at its joints.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The longest line.</param>
    /// <returns>The text.</returns>
    public static string Name(string? text, int width) => Break(text ?? "", width, Joints);

    /// <summary>Breaks a name or a path at its joints, to fill one of several equal columns at the right of a screen.</summary>
    /// <param name="text">The text.</param>
    /// <param name="host"><c>$Host</c>, for the width of its screen.</param>
    /// <param name="before">How many columns of the screen stand before them.</param>
    /// <param name="columns">How many there are.</param>
    /// <returns>The text.</returns>
    public static string Name(string? text, PSHost? host, int before, int columns)
    {
        int width = Math.Max(ScreenWidth(host), NarrowScreen);
        return Name(text, ((width - before) / columns) - 1); // a blank parts them
    }

    private static string Break(string text, int width, string after)
    {
        var lines = new StringBuilder();
        ReadOnlySpan<char> rest = text;
        while (rest.Length > width)
        {
            // A blank may stand right behind the line, since it is left out; another joint stays at the line's end.
            int joint = rest[..(after == " " ? width + 1 : width)].LastIndexOfAny(after);
            int end = joint > 0 ? joint + 1 : width;
            lines.Append(rest[..end].TrimEnd(' ')).Append('\n');
            rest = rest[end..];
        }

        return lines.Append(rest).ToString();
    }

    private static int ScreenWidth(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            return 0; // no screen
        }
    }
}
