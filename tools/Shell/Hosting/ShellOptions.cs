using System.Management.Automation.Runspaces;

namespace CheckpointTools.Shell;

/// <summary>The command line, read as pwsh reads its own.</summary>
internal sealed class ShellOptions
{
    /// <summary>The script to run, as a full path.</summary>
    internal string? File { get; private set; }

    /// <summary>The script's arguments.</summary>
    internal List<CommandParameter> FileArguments { get; } = [];

    /// <summary>The command to run.</summary>
    internal string? Command { get; private set; }

    /// <summary>Whether the prompt follows what was run.</summary>
    internal bool NoExit { get; private set; }

    /// <summary>Whether a question is an error.</summary>
    internal bool NonInteractive { get; private set; }

    /// <summary>The location to start in.</summary>
    internal string? WorkingDirectory { get; private set; }

    /// <summary>Reads the arguments.</summary>
    internal static ShellOptions Parse(string[] args)
    {
        var options = new ShellOptions();
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i].StartsWith('-') ? args[i].TrimStart('-').ToLowerInvariant() : "";
            switch (name)
            {
                case "noprofile" or "nop" or "nologo" or "nol":
                    break;
                case "noninteractive" or "noni":
                    options.NonInteractive = true;
                    break;
                case "noexit" or "noe":
                    options.NoExit = true;
                    break;
                case "workingdirectory" or "wd":
                    options.WorkingDirectory = Value(args, ++i);
                    break;
                case "command" or "c":
                    options.Command = ReadCommand(args, i + 1);
                    return options;
                case "file" or "f":
                    options.ReadFile(args, i + 1);
                    return options;
                case "":
                    // pwsh takes the first argument that is no option for a script.
                    options.ReadFile(args, i);
                    return options;
                default:
                    throw new ArgumentException($"The option '{args[i]}' is not known to this shell.");
            }
        }

        return options;
    }

    private static string Value(string[] args, int index) =>
        index < args.Length ? args[index] : throw new ArgumentException($"The option '{args[index - 1]}' needs a value.");

    private static string ReadCommand(string[] args, int index) =>
        Value(args, index) == "-" ? Console.In.ReadToEnd() : string.Join(' ', args[index..]);

    private void ReadFile(string[] args, int index)
    {
        File = Path.GetFullPath(Value(args, index));
        if (!System.IO.File.Exists(File))
        {
            throw new ArgumentException($"The argument '{args[index]}' is not recognized as the name of a script file.");
        }

        string? pendingName = null;
        foreach (string argument in args.Skip(index + 1))
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (pendingName is not null)
            {
                FileArguments.Add(new CommandParameter(pendingName, argument));
                pendingName = null;
            }
            else if (!argument.StartsWith('-') || argument.Length == 1)
            {
                FileArguments.Add(new CommandParameter(null, argument));
            }
            else if (colon < 0)
            {
                FileArguments.Add(new CommandParameter(argument));
            }
            else if (colon == argument.Length - 1)
            {
                pendingName = argument[..colon];
            }
            else
            {
                string value = argument[(colon + 1)..];
                bool isBoolean = bool.TryParse(value.TrimStart('$'), out bool boolean);
                FileArguments.Add(new CommandParameter(argument[..colon], isBoolean ? boolean : value));
            }
        }
    }
}
