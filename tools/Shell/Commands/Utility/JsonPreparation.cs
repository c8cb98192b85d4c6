using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Turns an object into dictionaries, lists and plain values, by the rules of pwsh's ConvertTo-Json: fields and
/// properties as .NET has them, then those that PowerShell added, and text below the depth that was asked for.
/// </summary>
internal sealed class JsonPreparation(int depth, Action<string> writeWarning)
{
    private bool _hasWarned;

    /// <summary>Prepares an object.</summary>
    internal object? Prepare(object? value, int level = 0)
    {
        var wrapped = value as PSObject;
        object? inner = wrapped is null ? value : wrapped.BaseObject;
        if (inner is null or DBNull || ReferenceEquals(value, AutomationNull.Value))
        {
            return null;
        }

        bool isPlain = inner is string or char or bool or DateTime or DateTimeOffset or Guid or Uri or decimal or BigInteger
            || inner.GetType().IsPrimitive || inner is Enum;
        if (isPlain)
        {
            object plain = inner is Enum && Enum.GetUnderlyingType(inner.GetType()) is { } type && (type == typeof(long) || type == typeof(ulong))
                ? inner.ToString()!
                : inner;
            return AddExtended(wrapped, plain, level, isCustom: false);
        }

        if (level > depth)
        {
            if (!_hasWarned)
            {
                _hasWarned = true;
                writeWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {depth}.");
            }

            return LanguagePrimitives.ConvertTo(inner is PSCustomObject ? wrapped : inner, typeof(string), CultureInfo.InvariantCulture);
        }

        return inner switch
        {
            IDictionary dictionary => AddExtended(wrapped, Dictionary(dictionary, level), level, isCustom: false),
            IEnumerable items => AddExtended(wrapped, items.Cast<object?>().Select(item => Prepare(item, level + 1)).ToList(), level, isCustom: false),
            _ => AddExtended(wrapped, Members(inner, level), level, isCustom: true),
        };
    }

    private static object? Read(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TargetInvocationException or GetValueException or NotSupportedException)
        {
            // A property that cannot be read is null.
            return null;
        }
    }

    private Dictionary<string, object?> Dictionary(IDictionary dictionary, int level)
    {
        var result = new Dictionary<string, object?>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            string key = entry.Key as string ?? throw new PSInvalidOperationException(
                $"The type '{dictionary.GetType().FullName}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.");
            result.Add(key, Prepare(entry.Value, level + 1));
        }

        return result;
    }

    private Dictionary<string, object?> Members(object value, int level)
    {
        var result = new Dictionary<string, object?>();
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            result.Add(field.Name, Prepare(field.GetValue(value), level + 1));
        }

        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            bool isWanted = property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);
            if (isWanted)
            {
                result[property.Name] = Prepare(Read(() => property.GetValue(value)), level + 1);
            }
        }

        return result;
    }

    // What PowerShell added to an object goes in as well; a plain value with additions becomes an object with a "value".
    private object AddExtended(PSObject? wrapped, object prepared, int level, bool isCustom)
    {
        if (wrapped is null || wrapped.BaseObject is string or DateTime)
        {
            return prepared;
        }

        IEnumerable<PSPropertyInfo> added = wrapped.Properties.Where(property =>
            isCustom || property is not PSProperty);
        var dictionary = prepared as Dictionary<string, object?>;
        bool wasDictionary = dictionary is not null;
        dictionary ??= new Dictionary<string, object?> { ["value"] = prepared };
        foreach (PSPropertyInfo property in added)
        {
            if (!dictionary.ContainsKey(property.Name))
            {
                dictionary[property.Name] = Prepare(Read(() => property.Value), level + 1);
            }
        }

        return !wasDictionary && dictionary.Count == 1 ? prepared : dictionary;
    }
}
