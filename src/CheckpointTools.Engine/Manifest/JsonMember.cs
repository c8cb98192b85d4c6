using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CheckpointTools.Archive;

namespace CheckpointTools.Manifest;

/// <summary>
/// A JSON member of an archive, parsed so that what Podman's Go code would read is what is seen here, and so that it can
/// be written again with every field that is not known here.
/// </summary>
/// <remarks>
/// System.Text.Json rather than Newtonsoft.Json: it refuses what Go refuses (comments, single quotes, trailing commas),
/// and a number that is not touched is written again digit by digit.
/// </remarks>
public sealed class JsonMember
{
    // Fields whose keys are the user's own: two that differ by case are two, to Go as well.
    private static readonly HashSet<string> Maps = new(GoKeyComparer.Instance)
    {
        "labels", "annotations", "sysctl", "unified", "rdma", "networks", "networkOptions", "secret_env",
    };

    private JsonMember(string name, JsonNode? root, IReadOnlyList<Finding> findings)
    {
        Name = name;
        Root = root;
        Findings = findings;
    }

    /// <summary>The member's name.</summary>
    public string Name { get; }

    /// <summary>The parsed content, in which the last of several equal keys has won; null for the JSON <c>null</c> and where it could not be parsed.</summary>
    public JsonNode? Root { get; }

    /// <summary>What is wrong with it: <c>JsonMalformed</c>, <c>JsonDuplicateKey</c>, <c>JsonKeyCase</c>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Where the first text or key is that holds a NUL; null where none does.</summary>
    internal string? TextWithNul { get; private init; }

    /// <summary>Parses a member.</summary>
    /// <param name="name">The member's name, for findings.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="limits">Bounds the depth.</param>
    /// <returns>The member; it is never null, and its findings say whether it could be parsed.</returns>
    public static JsonMember Parse(string name, ReadOnlyMemory<byte> content, ArchiveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            if (CountValues(content.Span, limits) > limits.JsonValues)
                return new JsonMember(name, null, [Finding.Error("LimitJsonValues", $"{name} has more than {limits.JsonValues:N0} values.", name)]);
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = limits.JsonDepth });
            var findings = new List<Finding>();
            JsonNode? root = Copy(document.RootElement, name, "$", isMap: false, findings);
            // JSON has no other way to write one.
            bool mayHaveNul = content.Span.IndexOf("\\u0000"u8) >= 0;
            return new JsonMember(name, root, findings) { TextWithNul = mayHaveNul ? FindNul(root, "$") : null };
        }
        catch (JsonException exception)
        {
            bool deep = exception.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase);
            string id = deep ? "LimitJsonDepth" : "JsonMalformed";
            string message = deep
                ? $"{name} is nested deeper than {limits.JsonDepth} levels."
                : $"{name} is no valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}).";
            return new JsonMember(name, null, [Finding.Error(id, message, name)]);
        }
        catch (InvalidOperationException)
        {
            // A key or string that is no UTF-8, or half a surrogate pair.
            return new JsonMember(name, null, [Finding.Error("JsonMalformed", $"{name} holds text that is no valid Unicode.", name)]);
        }
    }

    /// <summary>The same member with a list at its root put below a key, so that it can be viewed as an object.</summary>
    internal JsonMember Wrap(string key, JsonArray list) => new(Name, new JsonObject { [key] = list.DeepClone() }, Findings);

    // Before anything is kept: a value takes a hundred times the two bytes that it has in the file.
    private static int CountValues(ReadOnlySpan<byte> content, ArchiveLimits limits)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = limits.JsonDepth });
        int count = 0;
        while (count <= limits.JsonValues && reader.Read())
            count += reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray ? 0 : 1;
        return count;
    }

    private static JsonNode? Copy(JsonElement element, string name, string path, bool isMap, List<Finding> findings)
    {
        // The depth is bounded by the parser, so the recursion is.
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsonObject();
                var seen = new Dictionary<string, string>(isMap ? StringComparer.Ordinal : GoKeyComparer.Instance);
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    string child = $"{path}.{Printable(property.Name)}";
                    if (!seen.TryAdd(property.Name, property.Name))
                        findings.Add(Repeated(seen[property.Name], property.Name, name, child));
                    result[property.Name] = Copy(property.Value, name, child, !isMap && Maps.Contains(property.Name), findings);
                }

                return result;
            case JsonValueKind.Array:
                var array = new JsonArray();
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    array.Add(Copy(item, name, $"{path}[{index++}]", isMap: false, findings));
                return array;
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static string? FindNul(JsonNode? node, string path) => node switch
    {
        JsonObject item => item.Select(pair => pair.Key.Contains('\0', StringComparison.Ordinal) ? $"{path}.{Printable(pair.Key)}" : FindNul(pair.Value, $"{path}.{Printable(pair.Key)}")).FirstOrDefault(static found => found is not null),
        JsonArray list => list.Select((item, i) => FindNul(item, FormattableString.Invariant($"{path}[{i}]"))).FirstOrDefault(static found => found is not null),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Contains('\0', StringComparison.Ordinal) => path,
        _ => null,
    };

    private static Finding Repeated(string first, string second, string name, string path) => first == second
        ? Finding.Error("JsonDuplicateKey", $"{name} says \"{Printable(second)}\" twice; readers differ in which one they take.", $"{name}:{path}")
        : Finding.Error("JsonKeyCase", $"{name} says both \"{Printable(first)}\" and \"{Printable(second)}\"; Podman takes them for one, other readers for two.", $"{name}:{path}");

    private static string Printable(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, 64));
        foreach (char c in text.Length <= 64 ? text : text[..64])
            builder.Append(TerminalText.IsUnsafe(c) ? '\uFFFD' : c);
        return builder.ToString();
    }
}
