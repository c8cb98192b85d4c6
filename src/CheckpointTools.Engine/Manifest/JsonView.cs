using System.Text.Json;
using System.Text.Json.Nodes;

namespace CheckpointTools.Manifest;

/// <summary>
/// Reads fields of a JSON object as Go reads them into a struct: keys match without regard to case, <c>null</c> and
/// absence give the zero value, and a value of another type is an error, which becomes a finding.
/// </summary>
internal sealed class JsonView
{
    private readonly JsonObject? _object;
    private readonly string _member;
    private readonly string _path;
    private readonly List<Finding> _findings;

    private JsonView(JsonObject? value, string member, string path, List<Finding> findings)
    {
        _object = value;
        _member = member;
        _path = path;
        _findings = findings;
    }

    /// <summary>Whether there is an object at all.</summary>
    internal bool Exists => _object is not null;

    /// <summary>The object's own keys.</summary>
    internal IEnumerable<string> Keys => _object?.Select(static pair => pair.Key) ?? [];

    /// <summary>Views a whole member.</summary>
    internal static JsonView Of(JsonMember member, List<Finding> findings)
    {
        if (member.Root is not JsonObject root)
        {
            if (member.Root is not null)
                findings.Add(WrongType(member.Name, "$", "an object"));
            return new JsonView(null, member.Name, "$", findings);
        }

        return new JsonView(root, member.Name, "$", findings);
    }

    internal bool Has(string key) => Node(key) is not null;

    internal string Text(string key) => Node(key) switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => Wrong(key, "text", ""),
    };

    internal bool Boolean(string key) => Node(key) switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValueKind() == JsonValueKind.True,
        _ => Wrong(key, "true or false", false),
    };

    internal long Integer(string key) => Integer(key, long.MinValue, long.MaxValue);

    /// <summary>Reads a number of a Go type that is smaller than 64 bits, or has no sign.</summary>
    internal long Integer(string key, long least, long most) => Node(key) switch
    {
        null => 0,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out JsonElement element) && element.TryGetInt64(out long number)
            && number >= least && number <= most && !(least >= 0 && element.GetRawText()[0] == '-') => number, // Go takes no -0 where it takes no sign
        _ => Wrong(key, least == long.MinValue ? "a whole number" : $"a whole number from {least} to {most}", 0L),
    };

    internal JsonView Object(string key) => Node(key) switch
    {
        null => Child(null, key),
        JsonObject value => Child(value, key),
        _ => Wrong(key, "an object", Child(null, key)),
    };

    internal IReadOnlyList<JsonView> Objects(string key) => Items(key, static item => item is JsonObject, "objects", (item, path) => new JsonView((JsonObject)item, _member, path, _findings));

    internal IReadOnlyList<string> Texts(string key) => Items(key, static item => item.GetValueKind() == JsonValueKind.String, "texts", static (item, _) => item.GetValue<string>());

    internal IReadOnlyList<long> Integers(string key) => Items(
        key,
        static item => item is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out JsonElement element) && element.TryGetInt64(out _),
        "whole numbers",
        static (item, _) => item.GetValue<JsonElement>().GetInt64());

    /// <summary>Reads an object whose values are texts.</summary>
    internal IReadOnlyDictionary<string, string> TextMap(string key)
    {
        JsonView map = Object(key);
        return map.Keys.ToDictionary(static name => name, map.Text, StringComparer.Ordinal);
    }

    private static Finding WrongType(string member, string path, string expected) =>
        Finding.Error("JsonFieldType", $"{path} of {member} should be {expected}, as Podman has it, but is something else.", $"{member}:{path}");

    private List<T> Items<T>(string key, Func<JsonNode, bool> fits, string expected, Func<JsonNode, string, T> convert)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case JsonArray array:
                var items = new List<T>(array.Count);
                for (int i = 0; i < array.Count; i++)
                {
                    string path = $"{_path}.{key}[{i}]";
                    if (array[i] is { } item && fits(item))
                        items.Add(convert(item, path));
                    else
                        _findings.Add(WrongType(_member, path, $"one of a list of {expected}"));
                }

                return items;
            default:
                return Wrong(key, $"a list of {expected}", new List<T>());
        }
    }

    private JsonNode? Node(string key)
    {
        if (_object is null)
            return null;
        if (_object.TryGetPropertyValue(key, out JsonNode? exact))
            return exact;
        foreach ((string name, JsonNode? value) in _object)
        {
            if (GoKeyComparer.Instance.Equals(name, key))
                return value;
        }

        return null;
    }

    private JsonView Child(JsonObject? value, string key) => new(value, _member, $"{_path}.{key}", _findings);

    private T Wrong<T>(string key, string expected, T instead)
    {
        _findings.Add(WrongType(_member, $"{_path}.{key}", expected));
        return instead;
    }
}
