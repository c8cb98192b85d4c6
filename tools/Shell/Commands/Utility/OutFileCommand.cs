using System.Management.Automation;
using CheckpointTools.Shell;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes to a file, in UTF-8, what would be on the screen. The engine's <c>&gt;</c> runs this command.</summary>
[Cmdlet(VerbsData.Out, "File", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? _writer;

    [Parameter(ParameterSetName = "ByPath", Position = 0, Mandatory = true)]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter(ParameterSetName = "ByLiteralPath", Mandatory = true)]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateSet("utf8", "utf8NoBOM")]
    public string Encoding { get; set; } = "utf8NoBOM";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    protected override void BeginProcessing()
    {
        string path = ResolvePath();
        if (ShouldProcess(path, "Output to File"))
        {
            _writer = new StreamWriter(path, Append);
        }

        EngineInternals.UseLineOutput(this, new LineWriter(WriteLine), Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer?.Dispose();
        _writer = null;
    }

    /// <inheritdoc/>
    protected override void InternalDispose()
    {
        base.InternalDispose();
        _writer?.Dispose();
    }

    // A pattern has to stand for one file that is there; other paths may be new.
    private string ResolvePath()
    {
        if (LiteralPath.Length > 0 || !WildcardPattern.ContainsWildcardCharacters(FilePath))
        {
            return SessionState.Path.GetUnresolvedProviderPathFromPSPath(LiteralPath.Length > 0 ? LiteralPath : FilePath);
        }

        try
        {
            return SessionState.Path.GetResolvedProviderPathFromPSPath(FilePath, out _).Single();
        }
        catch (Exception exception) when (exception is ItemNotFoundException or InvalidOperationException)
        {
            var failure = new FileNotFoundException($"Cannot perform operation because the wildcard path {FilePath} did not resolve to a file.", exception);
            ThrowTerminatingError(new ErrorRecord(failure, "FileOpenFailure", ErrorCategory.OpenError, FilePath));
            throw;
        }
    }

    private void WriteLine(string line)
    {
        _writer?.Write(line);
        _writer?.Write(NoNewline ? "" : Environment.NewLine);
    }
}
