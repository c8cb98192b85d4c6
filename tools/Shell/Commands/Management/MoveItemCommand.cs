using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Moves or renames items.</summary>
[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class MoveItemCommand : PathCommand
{
    [Parameter(Position = 1)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessPath(string path)
    {
        if (ShouldProcess($"Item: {path} Destination: {Destination}", "Move Item"))
        {
            var moved = InvokeProvider.Item.Move([path], Destination, Force, IsLiteral);
            if (PassThru)
            {
                WriteObject(moved, enumerateCollection: true);
            }
        }
    }
}
