using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives objects as lines of CSV.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : ObjectCommand
{
    private CsvFormat? _format;

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    protected override void BeginProcessing() => _format = new CsvFormat(Delimiter);

    protected override void ProcessObject(PSObject item) => WriteObject(_format!.Lines(item), enumerateCollection: true);
}
