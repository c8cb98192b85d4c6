using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// One value of a -Property parameter: a name, perhaps with wildcards, a script block, or a hashtable with Name or Label,
/// Expression, and Ascending or Descending.
/// </summary>
public sealed class PropertySpecification
{
    private static readonly string[] NameKeys = ["Name", "Label"];
    private static readonly string[] OtherKeys = ["Expression", "Ascending", "Descending"];

    private PropertySpecification(PSPropertyExpression expression, string? name, bool? isDescending)
    {
        Expression = expression;
        Name = name;
        IsDescending = isDescending;
    }

    /// <summary>How to get the values.</summary>
    public PSPropertyExpression Expression { get; }

    /// <summary>The name that the result is to have, where one was given.</summary>
    public string? Name { get; }

    /// <summary>The direction to sort in, where one was given.</summary>
    public bool? IsDescending { get; }

    /// <summary>Reads the values of the parameter.</summary>
    public static List<PropertySpecification> Read(IEnumerable<object>? values) => [.. (values ?? []).Select(Read)];

    /// <summary>The value for an object, or null where it has none.</summary>
    public object? GetValue(PSObject item)
    {
        PSPropertyExpressionResult? result = Expression.GetValues(item).FirstOrDefault();
        return result is null || result.Exception is not null ? null : result.Result;
    }

    private static PropertySpecification Read(object value)
    {
        object unwrapped = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (unwrapped is not IDictionary dictionary)
        {
            return new PropertySpecification(ReadExpression(unwrapped), name: null, isDescending: null);
        }

        PSPropertyExpression? expression = null;
        string? name = null;
        bool? isDescending = null;
        foreach (DictionaryEntry entry in dictionary)
        {
            // Any unambiguous beginning of a key will do, as in @{n=...;e=...}.
            string given = entry.Key.ToString()!;
            string key = NameKeys.Concat(OtherKeys).FirstOrDefault(key => key.StartsWith(given, StringComparison.OrdinalIgnoreCase))
                ?? throw new PSArgumentException($"The {given} key is not valid.");
            switch (key)
            {
                case "Expression":
                    expression = ReadExpression(entry.Value is PSObject inner ? inner.BaseObject : entry.Value!);
                    break;
                case "Ascending" or "Descending":
                    isDescending = LanguagePrimitives.IsTrue(entry.Value) == (key == "Descending");
                    break;
                default:
                    name = entry.Value?.ToString();
                    break;
            }
        }

        expression ??= new PSPropertyExpression(name ?? throw new PSArgumentException("The Expression key is missing."));
        return new PropertySpecification(expression, name, isDescending);
    }

    private static PSPropertyExpression ReadExpression(object value) =>
        value is ScriptBlock script ? new PSPropertyExpression(script) : new PSPropertyExpression(value.ToString()!);
}
