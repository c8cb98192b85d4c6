namespace CheckpointTools.Podman;

/// <summary>A program could not be run: <c>ProgramMissing</c>, <c>ProgramNotStarted</c> or <c>ProgramOutputTooLong</c>.</summary>
public sealed class ProgramException : CheckpointToolsException
{
    private ProgramException(string errorId, string program, string message, string recommendedAction, Exception? innerException = null)
        : base(errorId, message, recommendedAction, innerException) => Program = program;

    /// <summary>The program, by name or path.</summary>
    public string Program { get; }

    internal static ProgramException Missing(string program) => new(
        "ProgramMissing",
        program,
        $"{program} was not found.",
        $"Install {program}, or add its folder to PATH.");

    internal static ProgramException NotStarted(string program, Exception cause) => new(
        "ProgramNotStarted",
        program,
        $"{program} could not be started: {cause.Message}",
        "Check that it is a program for this machine and that you may run it.",
        cause);

    internal static ProgramException OutputTooLong(ProgramCall call) => new(
        "ProgramOutputTooLong",
        call.Program,
        $"'{call}' wrote more than {call.OutputLimit} bytes and was stopped.",
        "Run it by hand to see what it has to say.");
}
