using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Says how long a script block takes.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock Expression { get; set; } = ScriptBlock.Create("");

    protected override void EndProcessing()
    {
        // In the caller's scope and without its output, as the real one.
        var watch = Stopwatch.StartNew();
        InvokeCommand.InvokeScript(useLocalScope: false, Expression, input: null, args: []);
        WriteObject(watch.Elapsed);
    }
}
