using System.Globalization;

namespace CheckpointTools;

/// <summary>Sizes as a person reads them.</summary>
internal static class BinarySize
{
    private const long Step = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>A size in binary units, to two digits or the unit: <c>512 B</c>, <c>1.5 KiB</c>, <c>29 KiB</c>.</summary>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>The text.</returns>
    internal static string Text(long bytes)
    {
        double value = bytes;
        int unit = 0;
        // Rounded as it is shown, so that there is no 1024 KiB.
        while (Math.Round(Math.Abs(value)) >= Step && unit < Units.Length - 1)
        {
            value /= Step;
            unit++;
        }

        string number = unit > 0 && Math.Round(value, 1) < 10
            ? value.ToString("0.#", CultureInfo.InvariantCulture)
            : value.ToString("0", CultureInfo.InvariantCulture);
        return $"{number} {Units[unit]}";
    }

    /// <summary>A size in binary units and in bytes, for what is to be compared.</summary>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>For example <c>40 KiB (40903 bytes)</c>.</returns>
    internal static string TextInFull(long bytes) =>
        bytes >= Step ? string.Create(CultureInfo.InvariantCulture, $"{Text(bytes)} ({bytes} bytes)") : Text(bytes);
}
