using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lists the items in a location.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class GetChildItemCommand : PathCommand
{
    [Parameter(ParameterSetName = PathSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = ["."];

    [Parameter(Position = 1)]
    public string Filter { get; set; } = "";

    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    protected override void ProcessPath(string path)
    {
        WildcardPattern? filter = Filter.Length == 0 ? null : WildcardPattern.Get(Filter, WildcardOptions.None);
        Collection<PSObject> items = InvokeProvider.ChildItem.Get([path], Recurse, Force, IsLiteral);
        foreach (PSObject item in items)
        {
            bool isContainer = LanguagePrimitives.IsTrue(item.Properties["PSIsContainer"]?.Value);
            bool isWanted = (!File || !isContainer) && (!Directory || isContainer);
            if (isWanted && (filter is null || filter.IsMatch(item.Properties["PSChildName"]?.Value?.ToString())))
            {
                WriteObject(item);
            }
        }
    }
}
