using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a file anew.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class SetContentCommand : WriteContentCommand
{
    protected override FileMode Mode => FileMode.Create;
}
