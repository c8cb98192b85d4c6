using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace CheckpointTools.Shell;

/// <summary>One runspace, and what is run in it: a script, a command, or what is typed at the prompt.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellOptions _options;
    private readonly ShellUserInterface _userInterface;
    private readonly Runspace _runspace;
    private readonly Lock _lock = new();
    private Pipeline? _running;
    private int? _exitCode;
    private bool _leavesNestedPrompt;

    internal ShellSession(ShellOptions options)
    {
        _options = options;
        _userInterface = new ShellUserInterface(options.NonInteractive);
        if (Environment.GetEnvironmentVariable("NO_COLOR") is not null)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText; // as pwsh does
        }

        _runspace = RunspaceFactory.CreateRunspace(new ShellHost(this, _userInterface), InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code.</returns>
    internal int Run()
    {
        Console.CancelKeyPress += Interrupt;
        if (_options.WorkingDirectory is not null)
        {
            _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Path.GetFullPath(_options.WorkingDirectory)));
        }

        bool isWhatWasAsked = _options.File is not null || _options.Command is not null;
        int exitCode = _options.File is not null ? RunFile(_options.File)
            : _options.Command is not null ? RunCommand(_options.Command)
            : 0;
        if (!isWhatWasAsked || (_options.NoExit && _exitCode is null))
        {
            RunPrompt(isNested: false);
        }

        _userInterface.ClearProgress();
        return _exitCode ?? exitCode;
    }

    /// <summary>Notes that <c>exit</c> was called.</summary>
    internal void Exit(int exitCode) => _exitCode = exitCode;

    /// <summary>Ends the innermost prompt that <see cref="RunPrompt"/> opened.</summary>
    internal void ExitNestedPrompt() => _leavesNestedPrompt = true;

    /// <summary>Reads lines and runs them until the input ends or <c>exit</c> is called.</summary>
    internal void RunPrompt(bool isNested)
    {
        if (_options.NonInteractive && isNested)
        {
            throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. There is no nested prompt.");
        }

        _leavesNestedPrompt = false;
        while (_exitCode is null && !_leavesNestedPrompt)
        {
            string? text = ReadStatements(isNested);
            if (text is null)
            {
                break;
            }

            if (!string.IsNullOrWhiteSpace(text))
            {
                Invoke(new Command(text, isScript: true), isNested);
            }
        }

        _leavesNestedPrompt = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.CancelKeyPress -= Interrupt;
        _runspace.Dispose();
    }

    // 0 unless the script ended by an error or called exit, which reaches the host through SetShouldExit.
    private int RunFile(string file)
    {
        bool isScriptFile = file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        Command command = isScriptFile
            ? new Command(file, isScript: false, useLocalScope: false)
            : new Command(File.ReadAllText(file), isScript: true, useLocalScope: false);
        foreach (CommandParameter argument in _options.FileArguments)
        {
            command.Parameters.Add(argument);
        }

        if (!_options.NoExit)
        {
            EngineInternals.LetExitOfScriptReachTheHost(_runspace);
        }

        return Invoke(command, isNested: false) ? 0 : 1;
    }

    // 0 or 1, by what $? says after the last statement.
    private int RunCommand(string text)
    {
        bool succeeded = Invoke(new Command(text, isScript: true), isNested: false);
        using Pipeline pipeline = _runspace.CreatePipeline("$?");
        return succeeded && LanguagePrimitives.IsTrue(pipeline.Invoke().FirstOrDefault()) ? 0 : 1;
    }

    private string? ReadStatements(bool isNested)
    {
        _userInterface.ClearProgress();
        string prompt = "> ";
        using (Pipeline pipeline = isNested ? _runspace.CreateNestedPipeline("prompt", addToHistory: false) : _runspace.CreatePipeline("prompt"))
        {
            prompt = pipeline.Invoke().FirstOrDefault()?.ToString() ?? prompt;
        }

        if (!_options.NonInteractive && !Console.IsInputRedirected)
        {
            Console.Out.Write(prompt);
        }

        string? text = Console.In.ReadLine();
        while (text is not null && IsIncomplete(text))
        {
            if (!Console.IsInputRedirected)
            {
                Console.Out.Write(">> ");
            }

            string? more = Console.In.ReadLine();
            if (more is null or "")
            {
                break;
            }

            text += Environment.NewLine + more;
        }

        return text;
    }

    private static bool IsIncomplete(string text)
    {
        System.Management.Automation.Language.Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    // Runs a command, shows its output and its errors in their order, and says whether no error ended it.
    private bool Invoke(Command command, bool isNested)
    {
        // Only what is in the history leaves its $? behind for RunCommand.
        using Pipeline pipeline = isNested
            ? _runspace.CreateNestedPipeline()
            : _runspace.CreatePipeline(command.CommandText, addToHistory: true);
        pipeline.Commands.Clear();
        pipeline.Commands.Add(command);
        pipeline.Commands.Add(new Command("Out-Default") { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output });
        Pipeline? outer = Enter(pipeline);
        try
        {
            pipeline.Invoke();
            return true;
        }
        catch (PipelineStoppedException)
        {
            // As in pwsh, where Ctrl+C ends a script without a word and without a failure.
            return true;
        }
        catch (RuntimeException exception)
        {
            Show(exception.ErrorRecord, isNested);
            return false;
        }
        finally
        {
            Enter(outer);
        }
    }

    // The error takes the engine's own way to the screen, so that $ErrorView and the like count.
    private void Show(ErrorRecord error, bool isNested)
    {
        using Pipeline pipeline = isNested ? _runspace.CreateNestedPipeline() : _runspace.CreatePipeline();
        pipeline.Commands.Add(new Command("Out-Default") { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output });
        pipeline.Input.Write(EngineInternals.AsErrorStreamObject(error));
        pipeline.Input.Close();
        pipeline.Invoke();
    }

    private Pipeline? Enter(Pipeline? pipeline)
    {
        lock (_lock)
        {
            Pipeline? outer = _running;
            _running = pipeline;
            return outer;
        }
    }

    // Ctrl+C stops what runs, not the shell.
    private void Interrupt(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        lock (_lock)
        {
            _running?.StopAsync();
        }
    }
}
