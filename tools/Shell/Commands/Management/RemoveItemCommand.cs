using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes items.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessPath(string path)
    {
        foreach (PSObject item in InvokeProvider.Item.Get([path], Force, IsLiteral))
        {
            string found = (string)item.Properties["PSPath"].Value;
            string shown = SessionState.Path.GetUnresolvedProviderPathFromPSPath(found);
            if (ShouldProcess(shown, "Remove Item") && (Recurse || !HasChildren(found) || MayRemoveChildren(shown)))
            {
                InvokeProvider.Item.Remove([found], recurse: true, Force, literalPath: true);
            }
        }
    }

    private bool HasChildren(string path) => InvokeProvider.ChildItem.HasChild(path, force: true, literalPath: true);

    private bool MayRemoveChildren(string path) =>
        ShouldContinue($"The item at {path} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?", "Confirm");
}
