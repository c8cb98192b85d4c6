using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Copies items.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class CopyItemCommand : PathCommand
{
    [Parameter(Position = 1)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessPath(string path)
    {
        if (ShouldProcess($"Item: {path} Destination: {Destination}", "Copy Item"))
        {
            var copies = InvokeProvider.Item.Copy([path], Destination, Recurse, CopyContainers.CopyTargetContainer, Force, IsLiteral);
            if (PassThru)
            {
                WriteObject(copies, enumerateCollection: true);
            }
        }
    }
}
