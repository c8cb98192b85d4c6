using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes to a location.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PathInfo))]
public sealed class SetLocationCommand : PathCommand
{
    [Parameter(ParameterSetName = PathSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = ["~"];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessPath(string path)
    {
        PathInfo location = SessionState.Path.SetLocation(IsLiteral ? WildcardPattern.Escape(path) : path);
        if (PassThru)
        {
            WriteObject(location);
        }
    }
}
