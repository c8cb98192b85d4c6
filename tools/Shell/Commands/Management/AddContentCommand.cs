using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes at the end of a file.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class AddContentCommand : WriteContentCommand
{
    protected override FileMode Mode => FileMode.Append;
}
