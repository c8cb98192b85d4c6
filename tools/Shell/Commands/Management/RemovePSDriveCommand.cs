using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes a drive's name away.</summary>
[Cmdlet(VerbsCommon.Remove, "PSDrive", SupportsShouldProcess = true)]
public sealed class RemovePSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (ShouldProcess("Name: " + name, "Remove Drive"))
            {
                SessionState.Drive.Remove(name, Force, scope: null);
            }
        }
    }
}
