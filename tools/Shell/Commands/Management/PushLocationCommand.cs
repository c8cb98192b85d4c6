using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes to a location and remembers where one was.</summary>
[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = PathSet)]
public sealed class PushLocationCommand : PathCommand
{
    [Parameter(ParameterSetName = PathSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = ["."];

    protected override void ProcessPath(string path)
    {
        SessionState.Path.PushCurrentLocation("default");
        SessionState.Path.SetLocation(IsLiteral ? WildcardPattern.Escape(path) : path);
    }
}
