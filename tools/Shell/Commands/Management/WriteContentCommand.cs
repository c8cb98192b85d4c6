using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Content and Add-Content share: a file of UTF-8 without a mark, or of bytes.</summary>
public abstract class WriteContentCommand : PSCmdlet
{
    private readonly List<object?> _values = [];

    [Parameter(ParameterSetName = "Path", Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [ValidateSet("utf8", "utf8NoBOM")]
    public string Encoding { get; set; } = "utf8NoBOM";

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether the file keeps what is in it.</summary>
    protected abstract FileMode Mode { get; }

    protected override void ProcessRecord() => _values.AddRange(Value ?? []);

    protected override void EndProcessing()
    {
        foreach (string path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            string file = File(path);
            if (!ShouldProcess("Path: " + file, Mode == FileMode.Create ? "Set Content" : "Add Content"))
            {
                continue;
            }

            try
            {
                Write(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(exception, "GetContentWriter" + exception.GetType().Name, ErrorCategory.WriteError, path));
            }
        }
    }

    private string File(string path)
    {
        // A wildcard that matches one file means that file; else the path is the new file's.
        bool isWildcard = ParameterSetName == "Path" && WildcardPattern.ContainsWildcardCharacters(path);
        return isWildcard
            ? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Single()
            : SessionState.Path.GetUnresolvedProviderPathFromPSPath(WildcardPattern.Unescape(path));
    }

    private void Write(string file)
    {
        using var stream = new FileStream(file, Mode, FileAccess.Write, FileShare.Read);
        if (AsByteStream)
        {
            stream.Write([.. _values.Select(value => LanguagePrimitives.ConvertTo<byte>(value))]);
            return;
        }

        using var writer = new StreamWriter(stream);
        foreach (object? value in _values)
        {
            writer.Write(LanguagePrimitives.ConvertTo<string>(value));
            writer.Write(NoNewline ? "" : Environment.NewLine);
        }
    }
}
