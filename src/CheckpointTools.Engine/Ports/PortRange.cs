using System.Globalization;

namespace CheckpointTools.Ports;

/// <summary>A port, or several in a row, as the publish grammar writes them: <c>80</c> or <c>80-82</c>.</summary>
/// <param name="Start">The first port, 1 to 65535.</param>
/// <param name="Length">How many ports, 1 or more.</param>
internal readonly record struct PortRange(int Start, int Length)
{
    /// <summary>The highest port there is.</summary>
    internal const int HighestPort = 65535;

    /// <summary>Reads a port or a range of ports.</summary>
    /// <param name="text">The text, not empty.</param>
    /// <param name="context">What to put in front of each message: Podman says which of the two ports it was parsing.</param>
    /// <returns>The range.</returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidPort</c>: it is none; with Podman's text.</exception>
    internal static PortRange Parse(string text, string context)
    {
        string[] ends = text.Split('-');
        if (ends.Length > 2)
            throw PortErrors.Invalid(context + "invalid port format - port ranges are formatted as startPort-stopPort");
        if (ends[0].Length == 0)
            throw PortErrors.Invalid(context + "port numbers cannot be negative");

        int start = ParsePort(ends[0], context);
        if (ends.Length == 1)
            return new PortRange(start, 1);
        if (ends[1].Length == 0)
            throw PortErrors.Invalid(context + "must provide ending number for port range");

        int end = ParsePort(ends[1], context);
        if (end <= start)
            throw PortErrors.Invalid(context + string.Create(CultureInfo.InvariantCulture,
                $"the end port of a range must be higher than the start port - {end} is not higher than {start}"));
        return new PortRange(start, end - start + 1);
    }

    // As Go's strconv.Atoi reads a number on a 64-bit machine: a plus sign and leading zeros are allowed, so "+80" and
    // "0080" are port 80 to Podman and to us; spaces, underscores, other bases and digits other than ASCII's are not.
    // Whichever comes first, a wrong character or the overflow, decides what the message says. A minus sign never
    // gets here: the range has been split at it.
    private static int ParsePort(string text, string context)
    {
        ReadOnlySpan<char> digits = text.StartsWith('+') ? text.AsSpan(1) : text;
        UInt128 number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                throw NotANumber(text, context, "invalid syntax");
            number = (number * 10) + (uint)(digit - '0');
            if (number > ulong.MaxValue)
                throw NotANumber(text, context, "value out of range");
        }
        if (digits.IsEmpty)
            throw NotANumber(text, context, "invalid syntax");
        if (number > long.MaxValue)
            throw NotANumber(text, context, "value out of range");
        if (number < 1 || number > HighestPort)
            throw PortErrors.Invalid(context + string.Create(CultureInfo.InvariantCulture,
                $"port numbers must be between 1 and 65535 (inclusive), got {(ulong)number}"));
        return (int)number;
    }

    private static CheckpointToolsException NotANumber(string text, string context, string reason) =>
        PortErrors.Invalid($"{context}invalid port number: strconv.Atoi: parsing {QuotedText.Of(text)}: {reason}");
}
