namespace CheckpointTools.Podman;

/// <summary>What a program said and how it ended.</summary>
/// <param name="ExitCode">The exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error; its end where it was very long.</param>
/// <param name="Duration">How long it ran.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error, TimeSpan Duration);
