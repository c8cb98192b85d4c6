using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns a path of PowerShell into one that other programs understand.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : PathCommand
{
    protected override void ProcessPath(string path) =>
        WriteObject(
            SessionState.Path.GetResolvedProviderPathFromPSPath(IsLiteral ? WildcardPattern.Escape(path) : path, out _),
            enumerateCollection: true);
}
