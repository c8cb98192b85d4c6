using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives variables.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (SessionState.PSVariable.Get(name) is { } variable)
            {
                WriteObject(ValueOnly ? variable.Value : variable);
            }
            else
            {
                var exception = new ItemNotFoundException($"Cannot find a variable with the name '{name}'.");
                WriteError(new ErrorRecord(exception, "VariableNotFound", ErrorCategory.ObjectNotFound, name));
            }
        }
    }
}
