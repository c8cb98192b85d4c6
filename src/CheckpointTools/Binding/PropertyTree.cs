using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace CheckpointTools.Binding;

/// <summary>Writes objects of PowerShell that are nothing but properties as JSON again.</summary>
internal static class PropertyTree
{
    // A host has its ports at depth four; objects that refer to each other have no end.
    private const int MaximumDepth = 12;

    /// <summary>Writes an object.</summary>
    /// <param name="value">A dictionary, or an object with properties; below it also lists, texts, numbers and Booleans.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="CheckpointToolsException"><c>InvalidContainerHost</c>: it is nested too deep.</exception>
    internal static string ToJson(object value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, value, 0);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaximumDepth)
            throw new CheckpointToolsException("InvalidContainerHost", "This is no container host: its properties are nested too deep.");
        object? basis = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (basis)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTime time:
                // ConvertFrom-Json takes any text that looks like a time for one.
                writer.WriteStringValue(time.ToString("o", CultureInfo.InvariantCulture));
                break;
            case IDictionary dictionary:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                    WriteProperty(writer, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value, depth);
                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? item in list)
                    Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case IFormattable number when basis.GetType().IsPrimitive || basis is decimal or System.Numerics.BigInteger:
                writer.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture), skipInputValidation: false);
                break;
            default:
                writer.WriteStartObject();
                foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties.Where(static property => property.IsGettable))
                    WriteProperty(writer, property.Name, property.Value, depth);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object? value, int depth)
    {
        writer.WritePropertyName(name);
        Write(writer, value, depth + 1);
    }
}
