namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object writes; the engine has the view for it.</summary>
public sealed class GenericMeasureInfo
{
    /// <summary>How many objects there were, or how many had the property.</summary>
    public int Count { get; set; }

    /// <summary>The mean, where it was asked for.</summary>
    public double? Average { get; set; }

    /// <summary>The sum, where it was asked for.</summary>
    public double? Sum { get; set; }

    /// <summary>The greatest, where it was asked for.</summary>
    public object? Maximum { get; set; }

    /// <summary>The least, where it was asked for.</summary>
    public object? Minimum { get; set; }

    /// <summary>Always null: this shell does not offer it.</summary>
    public double? StandardDeviation { get; set; }

    /// <summary>The property that was measured.</summary>
    public string? Property { get; set; }
}
