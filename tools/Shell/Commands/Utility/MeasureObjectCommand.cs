using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Counts and adds up.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
[OutputType(typeof(GenericMeasureInfo))]
public sealed class MeasureObjectCommand : ObjectCommand
{
    private readonly List<object?> _values = [];
    private PropertySpecification? _property;

    [Parameter(Position = 0)]
    public object? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    protected override void BeginProcessing() =>
        _property = Property is null ? null : PropertySpecification.Read([Property]).Single();

    protected override void ProcessObject(PSObject item)
    {
        if (_property is null)
        {
            _values.Add(item);
        }
        else if (_property.GetValue(item) is { } value)
        {
            _values.Add(value);
        }
    }

    protected override void EndProcessing()
    {
        var comparer = new ObjectComparer(isCaseSensitive: false);
        bool isNumeric = Sum || Average;
        double[] numbers = isNumeric ? [.. _values.Select(value => LanguagePrimitives.ConvertTo<double>(value))] : [];
        WriteObject(new GenericMeasureInfo
        {
            Count = _values.Count,
            Sum = Sum && numbers.Length > 0 ? numbers.Sum() : null,
            Average = Average && numbers.Length > 0 ? numbers.Average() : null,
            Maximum = Maximum ? Number(_values.Max(comparer)) : null,
            Minimum = Minimum ? Number(_values.Min(comparer)) : null,
            Property = Property?.ToString(),
        });
    }

    // pwsh gives numbers as doubles, whatever they were.
    private static object? Number(object? value)
    {
        object? unwrapped = value is PSObject wrapped ? wrapped.BaseObject : value;
        return unwrapped is not null && unwrapped.GetType().IsPrimitive ? LanguagePrimitives.ConvertTo<double>(unwrapped) : unwrapped;
    }
}
