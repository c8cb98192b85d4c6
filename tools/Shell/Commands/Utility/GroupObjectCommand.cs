using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Groups objects by what they have in common.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[OutputType(typeof(GroupInfo), typeof(Hashtable))]
public sealed class GroupObjectCommand : ObjectCommand
{
    private readonly List<PSObject> _items = [];

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessObject(PSObject item) => _items.Add(item);

    protected override void EndProcessing()
    {
        var comparer = new ObjectComparer(CaseSensitive);
        List<PropertySpecification> properties = PropertySpecification.Read(Property);
        var groups = new List<(object?[] Values, Collection<PSObject> Items)>();
        foreach (PSObject item in _items)
        {
            object?[] values = properties.Count == 0 ? [item] : [.. properties.Select(property => property.GetValue(item))];
            int index = groups.FindIndex(group => group.Values.SequenceEqual(values, comparer));
            if (index < 0)
            {
                groups.Add((values, []));
                index = groups.Count - 1;
            }

            groups[index].Items.Add(item);
        }

        if (!AsHashTable)
        {
            var sorted = groups.OrderBy(group => group.Values[0], comparer);
            WriteObject(sorted.Select(group => new GroupInfo(group.Items, group.Values, NoElement)), enumerateCollection: true);
            return;
        }

        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach ((object?[] values, Collection<PSObject> items) in groups)
        {
            object key = values[0] is PSObject wrapped ? wrapped.BaseObject : values[0] ?? "";
            table[AsString ? LanguagePrimitives.ConvertTo<string>(key) : key] = items;
        }

        WriteObject(table);
    }
}
