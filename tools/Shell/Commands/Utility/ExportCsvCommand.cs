using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects to a file of CSV, in UTF-8.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : ObjectCommand
{
    private readonly List<string> _lines = [];
    private CsvFormat? _format;

    [Parameter(Position = 0, Mandatory = true)]
    public string Path { get; set; } = "";

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void BeginProcessing() => _format = new CsvFormat(Delimiter);

    protected override void ProcessObject(PSObject item) => _lines.AddRange(_format!.Lines(item));

    protected override void EndProcessing()
    {
        string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (ShouldProcess(file, "Export-Csv"))
        {
            File.WriteAllLines(file, _lines);
        }
    }
}
