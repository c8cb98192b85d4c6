using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the commands share that take any objects from the pipeline.</summary>
public abstract class ObjectCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = System.Management.Automation.Internal.AutomationNull.Value;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (InputObject is not null && InputObject != System.Management.Automation.Internal.AutomationNull.Value)
        {
            ProcessObject(InputObject);
        }
    }

    /// <summary>Takes one object.</summary>
    protected abstract void ProcessObject(PSObject item);
}
