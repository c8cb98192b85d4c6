using System.Text.Json.Nodes;

namespace CheckpointTools.Restore;

/// <summary>Sets fields of a JSON object so that Go, which takes keys of either case for the same field, finds one of each only.</summary>
internal static class JsonFields
{
    /// <summary>Sets a field, under the key that is there.</summary>
    internal static void Set(JsonObject target, string name, JsonNode? value) => target[KeyOf(target, name) ?? name] = value;

    /// <summary>Takes a field away.</summary>
    internal static void Remove(JsonObject target, string name)
    {
        if (KeyOf(target, name) is { } key)
            target.Remove(key);
    }

    /// <summary>The value of a field; null where it is not there.</summary>
    internal static JsonNode? Get(JsonObject target, string name) => KeyOf(target, name) is { } key ? target[key] : null;

    private static string? KeyOf(JsonObject target, string name) => target.ContainsKey(name)
        ? name
        : target.Select(static pair => pair.Key).FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));
}
