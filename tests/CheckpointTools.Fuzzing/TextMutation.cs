using System.Text;

namespace CheckpointTools.Fuzzing;

/// <summary>Changes JSON, so that much of it stays JSON: values, keys and whole pieces, taken from itself.</summary>
internal static class TextMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "65536", "4294967296", "9223372036854775808", "-9223372036854775809", "1e400", "0.5", "-0", "\"\"", "\"a\"", "[]", "{}", "[null]",
        "[[[[]]]]", "\"\\ud800\"", "\"\\u0000\"", "\"../..\"", "\"\\u202e\"", "\"2024-02-30T25:61:61Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999999999+24:00\"", "{\"a\":{\"a\":1}}",
    ];

    public static byte[] Apply(byte[] input, FuzzRandom random)
    {
        if (random.OneIn(4))
            return ByteMutation.Apply(input, random);
        (int Start, int End)[] pieces = [.. Pieces(input)];
        if (pieces.Length == 0)
            return ByteMutation.Apply(input, random);
        (int start, int end) = random.Of(pieces);
        (int otherStart, int otherEnd) = random.Of(pieces);
        byte[] replacement = random.Below(4) switch
        {
            0 => Encoding.UTF8.GetBytes(random.Of(Values)),
            1 => input[otherStart..otherEnd],
            2 => [.. input[start..end], (byte)',', .. input[otherStart..otherEnd]],
            _ => [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 1 + random.Below(80)))), .. input[start..end]],
        };
        return [.. input[..start], .. replacement, .. input[end..]];
    }

    // Texts, numbers and words as they stand between the signs.
    private static IEnumerable<(int Start, int End)> Pieces(byte[] input)
    {
        int start = -1;
        bool inText = false;
        for (int i = 0; i < input.Length; i++)
        {
            bool isSign = !inText && input[i] is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)':' or (byte)',' or (byte)' ' or (byte)'\n';
            if (input[i] == '"' && (i == 0 || input[i - 1] != '\\'))
                inText = !inText;
            if (!isSign && start < 0)
                start = i;
            if (isSign && start >= 0 && !inText)
            {
                yield return (start, i);
                start = -1;
            }
        }
    }
}
