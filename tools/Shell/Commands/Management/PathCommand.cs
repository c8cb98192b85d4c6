using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the commands share that take -Path with wildcards or -LiteralPath without.</summary>
public abstract class PathCommand : PSCmdlet
{
    /// <summary>The name of the set in which the paths may have wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The name of the set in which the paths are taken as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Paths that may have wildcards.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public virtual string[] Path { get; set; } = [];

    /// <summary>Paths taken as they are.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether wildcards in the paths mean nothing.</summary>
    protected bool IsLiteral => ParameterSetName == LiteralPathSet;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in IsLiteral ? LiteralPath : Path)
        {
            Attempt(() => ProcessPath(path));
        }
    }

    /// <summary>Does the command's work for one of the paths.</summary>
    protected abstract void ProcessPath(string path);

    /// <summary>The paths in the file system, or of whatever provider, that a path stands for.</summary>
    protected IEnumerable<string> Resolve(string path) =>
        IsLiteral
            ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)]
            : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);

    /// <summary>Writes what a provider complains about as a non-terminating error and goes on.</summary>
    protected void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IContainsErrorRecord and not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)exception).ErrorRecord, exception));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ErrorCategory category = exception is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.ReadError;
            WriteError(new ErrorRecord(exception, exception.GetType().Name, category, null));
        }
    }
}
