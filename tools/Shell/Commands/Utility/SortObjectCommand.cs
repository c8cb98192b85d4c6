using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sorts objects, those that are equal in the order they came in.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : ObjectCommand
{
    private readonly List<PSObject> _items = [];

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Stable { get; set; }

    protected override void ProcessObject(PSObject item) => _items.Add(item);

    protected override void EndProcessing()
    {
        var comparer = new ObjectComparer(CaseSensitive);
        List<PropertySpecification> properties = PropertySpecification.Read(Property);
        IOrderedEnumerable<PSObject> sorted = properties.Count == 0
            ? Order(_items, item => item, isDescending: null, comparer)
            : Order(_items, properties[0].GetValue, properties[0].IsDescending, comparer);
        foreach (PropertySpecification property in properties.Skip(1))
        {
            sorted = property.IsDescending ?? Descending
                ? sorted.ThenByDescending(property.GetValue, comparer)
                : sorted.ThenBy(property.GetValue, comparer);
        }

        PSObject? last = null;
        foreach (PSObject item in sorted)
        {
            if (!Unique || last is null || !IsSame(last, item, properties, comparer))
            {
                WriteObject(item);
            }

            last = item;
        }
    }

    private static bool IsSame(PSObject first, PSObject second, List<PropertySpecification> properties, ObjectComparer comparer) =>
        properties.Count == 0
            ? comparer.Compare(first, second) == 0
            : properties.TrueForAll(property => comparer.Compare(property.GetValue(first), property.GetValue(second)) == 0);

    private IOrderedEnumerable<PSObject> Order(IEnumerable<PSObject> items, Func<PSObject, object?> key, bool? isDescending, ObjectComparer comparer) =>
        isDescending ?? Descending ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer);
}
