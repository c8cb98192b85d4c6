using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The lines that ConvertTo-Csv and Export-Csv write: the first object's properties, every value quoted.</summary>
internal sealed class CsvFormat(char delimiter)
{
    private string[]? _names;

    /// <summary>The object's lines: the header before the first, then the values.</summary>
    internal IEnumerable<string> Lines(PSObject item)
    {
        if (_names is null)
        {
            _names = [.. item.Properties.Select(property => property.Name)];
            yield return string.Join(delimiter, _names.Select(Quote));
        }

        yield return string.Join(delimiter, _names.Select(name => Value(item, name)));
    }

    private static string Value(PSObject item, string name)
    {
        object? value = item.Properties[name]?.Value;
        return value is null ? "" : Quote((string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture));
    }

    private static string Quote(string text) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
