using System.Globalization;

namespace CheckpointTools.Manifest;

/// <summary>Times as Go writes them into JSON: RFC 3339, with up to nine digits of a second.</summary>
internal static class GoTime
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const int FractionAt = 19;
    private const int TickDigits = 7;

    /// <summary>Reads a time; digits beyond .NET's resolution of 100 ns are cut off, not rounded.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, in UTC.</param>
    /// <returns>False where Go would not take it either.</returns>
    internal static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length <= FractionAt)
            return false;
        string zone = text[FractionAt..];
        string fraction = "";
        if (zone[0] == '.')
        {
            int digits = zone.AsSpan(1).IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                return false;
            fraction = zone.Substring(1, Math.Min(digits, TickDigits));
            zone = zone[(1 + digits)..];
        }

        // "zzz" takes less than Go does of a zone, and more: +1:00 is none.
        if (zone != "Z" && zone.Length != "+00:00".Length)
            return false;
        return DateTimeOffset.TryParseExact(
            text[..FractionAt] + "." + fraction.PadRight(TickDigits, '0') + (zone == "Z" ? "+00:00" : zone),
            Seconds + ".fffffffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out time);
    }
}
