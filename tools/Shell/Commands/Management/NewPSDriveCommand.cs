using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives a location a drive's name.</summary>
[Cmdlet(VerbsCommon.New, "PSDrive", SupportsShouldProcess = true)]
[OutputType(typeof(PSDriveInfo))]
public sealed class NewPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true)]
    public string PSProvider { get; set; } = "";

    [Parameter(Position = 2, Mandatory = true)]
    [AllowEmptyString]
    public string Root { get; set; } = "";

    [Parameter]
    public string Description { get; set; } = "";

    [Parameter]
    public string Scope { get; set; } = "Local";

    protected override void ProcessRecord()
    {
        ProviderInfo provider = SessionState.Provider.GetOne(PSProvider);
        if (ShouldProcess($"Name: {Name} Provider: {PSProvider} Root: {Root}", "New drive"))
        {
            WriteObject(SessionState.Drive.New(new PSDriveInfo(Name, provider, Root, Description, credential: null), Scope));
        }
    }
}
