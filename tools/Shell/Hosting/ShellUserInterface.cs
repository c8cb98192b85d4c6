using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace CheckpointTools.Shell;

/// <summary>Writes the streams to standard output and standard error, and asks questions on standard input.</summary>
internal sealed class ShellUserInterface(bool isNonInteractive) : PSHostUserInterface
{
    // Escape sequences that are only understood by a terminal go to a terminal only.
    private readonly bool _isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
    private readonly ProgressLine _progress = new();

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => _isTerminal;

    /// <inheritdoc/>
    public override string ReadLine()
    {
        RequireInteractive();
        return Console.In.ReadLine() ?? "";
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("This shell reads no secrets.");

    /// <inheritdoc/>
    public override void Write(string value)
    {
        _progress.Clear();
        Console.Out.Write(GetOutputString(value, _isTerminal));
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        // RawUI's colors stand for "as the terminal is": the engine passes them where nobody asked for a color.
        bool isColored = _isTerminal && foregroundColor != RawUI.ForegroundColor;
        Write(isColored ? PSStyle.Instance.Foreground.FromConsoleColor(foregroundColor) + value + PSStyle.Instance.Reset : value);
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(foregroundColor, backgroundColor, value);
        WriteLine("");
    }

    /// <inheritdoc/>
    public override void WriteLine() => WriteLine("");

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        _progress.Clear();
        Console.Out.Flush();
        bool isTerminal = _isTerminal && !Console.IsErrorRedirected;
        Console.Error.WriteLine(GetOutputString(Styled(PSStyle.Instance.Formatting.Error, value, isTerminal), isTerminal));
    }

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message, _isTerminal));

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message, _isTerminal));

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Warning, "WARNING: " + message, _isTerminal));

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (_isTerminal)
        {
            _progress.Show(record, RawUI.WindowSize.Width);
        }
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireInteractive();
        WriteQuestion(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (FieldDescription description in descriptions)
        {
            Write(description.Name + ": ");
            string answer = Console.In.ReadLine() ?? throw new PipelineStoppedException();

            // Where a list is wanted, one answer is a list of one; the binder converts.
            answers[description.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireInteractive();
        WriteQuestion(caption, message);
        string[] keys = [.. choices.Select(choice => Key(choice.Label))];
        while (true)
        {
            IEnumerable<string> labels = choices.Select((choice, index) => $"[{keys[index]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}");
            string byDefault = defaultChoice < 0 ? "" : $" (default is \"{keys[defaultChoice]}\")";
            Write(string.Join("  ", labels) + "  [?] Help" + byDefault + ": ");
            string? answer = Console.In.ReadLine()?.Trim();
            if (answer is null or "" && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer is null)
            {
                throw new PipelineStoppedException();
            }

            int chosen = Array.FindIndex(keys, key => string.Equals(key, answer, StringComparison.OrdinalIgnoreCase));
            chosen = chosen >= 0 ? chosen : choices.ToList().FindIndex(choice =>
                string.Equals(choice.Label.Replace("&", "", StringComparison.Ordinal), answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (answer == "?")
            {
                WriteLine(string.Join(Environment.NewLine, choices.Select((choice, index) => $"{keys[index]} - {choice.HelpMessage}")));
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("This shell reads no secrets.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException("This shell reads no secrets.");

    /// <summary>Takes a progress line that nobody completed off the screen.</summary>
    internal void ClearProgress() => _progress.Clear();

    private static string Styled(string style, string text, bool isTerminal) =>
        isTerminal && text.Length > 0 ? style + text + PSStyle.Instance.Reset : text;

    // The letter after the ampersand is the one to type.
    private static string Key(string label)
    {
        int ampersand = label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand + 1 < label.Length
            ? char.ToUpper(label[ampersand + 1], CultureInfo.InvariantCulture).ToString()
            : label;
    }

    private void WriteQuestion(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            WriteLine();
            WriteLine(caption);
        }

        if (!string.IsNullOrEmpty(message))
        {
            WriteLine(message);
        }
    }

    private void RequireInteractive()
    {
        if (isNonInteractive)
        {
            throw new PSInvalidOperationException(
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
        }
    }
}
