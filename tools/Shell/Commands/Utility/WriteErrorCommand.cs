using System.Management.Automation;
using CheckpointTools.Shell;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a non-terminating error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "WithException", Mandatory = true)]
    public Exception? Exception { get; set; }

    [Parameter(ParameterSetName = "NoException", Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "WithException")]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(ParameterSetName = "ErrorRecord", Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string ErrorId { get; set; } = "";

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = "";

    protected override void ProcessRecord()
    {
        ErrorRecord error = ErrorRecord is not null
            ? new ErrorRecord(ErrorRecord, replaceParentContainsErrorRecordException: null)
            : NewErrorRecord();
        if (RecommendedAction.Length > 0)
        {
            error.ErrorDetails ??= new ErrorDetails(Message ?? error.Exception.Message);
            error.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        // The error is the caller's: its place and its name are to be shown, not those of this command.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInternals.AttributeTo(error, caller, "Write-Error");
        }

        WriteError(error);
    }

    private ErrorRecord NewErrorRecord()
    {
        Exception exception = Exception ?? new WriteErrorException(Message);
        var error = new ErrorRecord(exception, ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName, Category, TargetObject);
        if (Exception is not null && Message is not null)
        {
            error.ErrorDetails = new ErrorDetails(Message);
        }

        return error;
    }
}
