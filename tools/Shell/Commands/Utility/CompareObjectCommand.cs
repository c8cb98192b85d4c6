using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Says what two sets of objects do not have in common, whatever their order.</summary>
[Cmdlet(VerbsData.Compare, "Object")]
public sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _differences = [];

    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord() => _differences.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        var comparer = new ObjectComparer(CaseSensitive);
        List<PropertySpecification> properties = PropertySpecification.Read(Property);
        var unmatched = new List<PSObject>(_differences);
        var missing = new List<PSObject>();
        foreach (PSObject reference in ReferenceObject)
        {
            int index = unmatched.FindIndex(candidate => IsSame(reference, candidate, properties, comparer));
            if (index < 0)
            {
                missing.Add(reference);
                continue;
            }

            unmatched.RemoveAt(index);
            if (IncludeEqual)
            {
                Write(reference, "==", properties);
            }
        }

        if (!ExcludeDifferent)
        {
            unmatched.ForEach(item => Write(item, "=>", properties));
            missing.ForEach(item => Write(item, "<=", properties));
        }
    }

    private static bool IsSame(PSObject first, PSObject second, List<PropertySpecification> properties, ObjectComparer comparer) =>
        properties.Count == 0
            ? comparer.Compare(first, second) == 0
            : properties.TrueForAll(property => comparer.Compare(property.GetValue(first), property.GetValue(second)) == 0);

    private void Write(PSObject item, string side, List<PropertySpecification> properties)
    {
        PSObject result = PassThru ? item.Copy() : new PSObject();
        if (!PassThru && properties.Count == 0)
        {
            result.Properties.Add(new PSNoteProperty("InputObject", item));
        }

        foreach (PropertySpecification property in PassThru ? [] : properties)
        {
            result.Properties.Add(new PSNoteProperty(property.Name ?? property.Expression.ToString(), property.GetValue(item)));
        }

        result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(result);
    }
}
