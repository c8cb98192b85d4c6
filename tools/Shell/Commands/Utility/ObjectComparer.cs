using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Orders anything, as PowerShell's own commands do: null first, and as text where nothing else works.</summary>
internal sealed class ObjectComparer(bool isCaseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    /// <inheritdoc/>
    public int Compare(object? x, object? y)
    {
        if (LanguagePrimitives.TryCompare(x, y, !isCaseSensitive, CultureInfo.CurrentCulture, out int result))
        {
            return result;
        }

        StringComparison comparison = isCaseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase;
        return string.Compare(PSObject.AsPSObject(x).ToString(), PSObject.AsPSObject(y).ToString(), comparison);
    }

    /// <inheritdoc/>
    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Compare(x, y) == 0;

    // What is equal may well have different types (1 and '1'), so only the order can tell.
    int IEqualityComparer<object?>.GetHashCode(object? obj) => 0;
}
