using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a file: by lines, as one string or as bytes. Other providers are not offered.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
[OutputType(typeof(string), typeof(byte))]
public sealed class GetContentCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    public int TotalCount { get; set; } = -1;

    [Parameter]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    protected override void ProcessPath(string path)
    {
        // Asking for the item first gives the provider's own error for what is not there.
        foreach (PSObject item in InvokeProvider.Item.Get([path], force: true, IsLiteral))
        {
            if (item.BaseObject is not FileInfo file)
            {
                var exception = new UnauthorizedAccessException($"Unable to get content because '{item}' is no file.");
                WriteError(new ErrorRecord(exception, "GetContainerContentException", ErrorCategory.InvalidOperation, path));
                continue;
            }

            Write(file.FullName);
        }
    }

    private void Write(string file)
    {
        if (AsByteStream)
        {
            byte[] bytes = File.ReadAllBytes(file);
            WriteObject(bytes, enumerateCollection: !Raw);
        }
        else if (Raw)
        {
            WriteObject(File.ReadAllText(file));
        }
        else
        {
            IEnumerable<string> lines = File.ReadLines(file);
            lines = TotalCount >= 0 ? lines.Take(TotalCount) : lines;
            lines = Tail >= 0 ? lines.TakeLast(Tail) : lines;
            WriteObject(lines, enumerateCollection: true);
        }
    }
}
