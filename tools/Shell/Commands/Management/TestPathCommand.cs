using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Says whether there is something at a path.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PathCommand
{
    [Parameter]
    [Alias("Type")]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessPath(string path)
    {
        bool exists = false;
        try
        {
            exists = !string.IsNullOrWhiteSpace(path) && InvokeProvider.Item.Exists(path, force: true, IsLiteral) && IsOfType(path);
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            // There is nothing, which is an answer.
        }

        WriteObject(exists);
    }

    private bool IsOfType(string path)
    {
        string literal = IsLiteral ? WildcardPattern.Escape(path) : path;
        return PathType switch
        {
            "Container" => InvokeProvider.Item.IsContainer(literal),
            "Leaf" => !InvokeProvider.Item.IsContainer(literal),
            _ => true,
        };
    }
}
