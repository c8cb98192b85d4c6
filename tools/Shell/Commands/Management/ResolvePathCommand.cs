using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Resolves wildcards to the paths that exist.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Relative { get; set; }

    protected override void ProcessPath(string path)
    {
        foreach (PathInfo resolved in SessionState.Path.GetResolvedPSPathFromPSPath(IsLiteral ? WildcardPattern.Escape(path) : path))
        {
            if (Relative)
            {
                string relative = System.IO.Path.GetRelativePath(SessionState.Path.CurrentLocation.ProviderPath, resolved.ProviderPath);
                WriteObject(relative.StartsWith("..", StringComparison.Ordinal) ? relative : System.IO.Path.Combine(".", relative));
            }
            else
            {
                WriteObject(resolved);
            }
        }
    }
}
