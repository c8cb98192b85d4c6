namespace Microsoft.PowerShell.Commands;

/// <summary>What Write-Error reports where it was given no exception.</summary>
public sealed class WriteErrorException(string? message) : SystemException(message)
{
    /// <summary>Makes the exception without a message.</summary>
    public WriteErrorException()
        : this(message: null)
    {
    }
}
