using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lists the drives.</summary>
[Cmdlet(VerbsCommon.Get, "PSDrive")]
[OutputType(typeof(PSDriveInfo))]
public sealed class GetPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            WriteObject(SessionState.Drive.GetAll().Where(drive => pattern.IsMatch(drive.Name)).OrderBy(drive => drive.Name), enumerateCollection: true);
        }
    }
}
