using System.Management.Automation;
using CheckpointTools.Completion;
using CheckpointTools.Errors;

namespace CheckpointTools.Commands;

/// <summary>What all cmdlets that take archives share: the two ways to name them, and stopping.</summary>
public abstract class ArchiveCommand : PSCmdlet, IDisposable
{
    /// <summary>The set in which archives are named with wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The set in which archives are named as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Archives, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(ArchivePathCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Archives by their exact path; output of Get-ChildItem binds here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP", "ArchivePath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Cancelled when the pipeline stops.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Handles one archive.</summary>
    /// <param name="path">Its full path in the file system.</param>
    protected abstract void ProcessArchive(string path);

    /// <summary>Says that an archive could not be handled; the pipeline goes on.</summary>
    /// <param name="record">The error.</param>
    protected virtual void ReportFailure(ErrorRecord record) => WriteError(record);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
        {
            foreach (string resolved in Resolve(path, literal))
                Guard(resolved, ProcessArchive);
        }
    }

    /// <summary>Runs something for one archive; what the engine throws becomes one error record.</summary>
    /// <param name="path">The archive's path.</param>
    /// <param name="action">What to run.</param>
    protected void Guard(string path, Action<string> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action(path);
        }
        catch (CheckpointToolsException exception) when (ErrorRecords.EndsPipeline(exception.ErrorId))
        {
            ThrowTerminatingError(ErrorRecords.From(exception, path));
        }
        catch (CheckpointToolsException exception)
        {
            ReportFailure(ErrorRecords.From(exception, path));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stopping.Dispose();
    }

    private List<string> Resolve(string path, bool literal)
    {
        var paths = new List<string>();
        try
        {
            ProviderInfo provider;
            if (literal)
                paths.Add(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
            else
                paths.AddRange(GetResolvedProviderPathFromPSPath(path, out provider));
            if (provider.Name != "FileSystem")
            {
                ReportFailure(ErrorRecords.NotFileSystem(path, provider.Name));
                return [];
            }

            if (paths.Count == 0)
                ReportFailure(ErrorRecords.NothingMatches(path));
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            ReportFailure(ErrorRecords.PathNotFound(exception, path));
        }

        return paths;
    }
}
