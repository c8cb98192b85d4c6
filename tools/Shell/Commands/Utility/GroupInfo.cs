using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Group-Object writes; the engine has the view for it.</summary>
public sealed class GroupInfo(Collection<PSObject> group, object?[] values, bool isWithoutElement)
{
    /// <summary>The values that the objects have in common.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>How many objects have these values.</summary>
    public int Count => group.Count;

    /// <summary>The objects.</summary>
    public Collection<PSObject>? Group => isWithoutElement ? null : group;

    /// <summary>The values as text.</summary>
    public string Name => string.Join(", ", values.Select(value => LanguagePrimitives.ConvertTo<string>(value)));
}
