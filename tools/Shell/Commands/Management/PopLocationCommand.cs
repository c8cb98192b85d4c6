using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes back to where one was before the last Push-Location.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : PSCmdlet
{
    protected override void ProcessRecord() => SessionState.Path.PopLocation("default");
}
