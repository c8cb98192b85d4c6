using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives variables a value.</summary>
[Cmdlet(VerbsCommon.Set, "Variable")]
public sealed class SetVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1)]
    public object? Value { get; set; }

    [Parameter]
    [ValidateSet("Global", "Script", "Local")]
    public string Scope { get; set; } = "Local";

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            SessionState.PSVariable.Set(Scope + ":" + name, Value);
        }
    }
}
