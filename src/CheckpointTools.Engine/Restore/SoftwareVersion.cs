using System.Globalization;

namespace CheckpointTools.Restore;

/// <summary>A version such as Podman's <c>6.0.0-dev</c> or CRIU's <c>4.1.1</c>; what follows the third number is left out.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second; 0 where there is none.</param>
/// <param name="Patch">The third; 0 where there is none.</param>
internal readonly record struct SoftwareVersion(int Major, int Minor, int Patch)
{
    /// <summary>Reads a version.</summary>
    /// <param name="text">The text, any.</param>
    /// <returns>Null where it does not begin with a number.</returns>
    internal static SoftwareVersion? Parse(string text)
    {
        Span<int> numbers = stackalloc int[3];
        string[] parts = text.TrimStart('v').Split('.', 4);
        for (int i = 0; i < Math.Min(3, parts.Length); i++)
        {
            int digits = parts[i].AsSpan().IndexOfAnyExceptInRange('0', '9');
            ReadOnlySpan<char> number = digits < 0 ? parts[i] : parts[i].AsSpan(0, digits);
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                if (i == 0)
                    return null;
                break;
            }
            if (digits >= 0)
                break;
        }
        return new SoftwareVersion(numbers[0], numbers[1], numbers[2]);
    }

    internal bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
