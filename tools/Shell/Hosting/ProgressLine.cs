using System.Globalization;
using System.Management.Automation;

namespace CheckpointTools.Shell;

/// <summary>Shows the newest progress record in one line of the terminal, and takes it off again.</summary>
internal sealed class ProgressLine
{
    private const string EraseLine = "\r\u001b[K";

    private readonly Lock _lock = new();
    private bool _isShown;

    /// <summary>Shows a record, or takes the line off when the record says that it is done.</summary>
    internal void Show(ProgressRecord record, int width)
    {
        lock (_lock)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                Clear();
                return;
            }

            string percent = record.PercentComplete < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete,3}%");
            string text = $"{record.Activity}{percent} {record.StatusDescription}";
            text = text.Length < width ? text : text[..(width - 1)];
            Console.Out.Write(EraseLine + text);
            _isShown = true;
        }
    }

    /// <summary>Takes the line off, so that something else can be written there.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            if (_isShown)
            {
                Console.Out.Write(EraseLine);
                _isShown = false;
            }
        }
    }
}
