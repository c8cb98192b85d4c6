namespace CheckpointTools.Podman;

/// <summary>Runs programs. The seam at which tests put answers of their own.</summary>
internal interface IProgramRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="cancellationToken">Stops the program; the task ends when the program has.</param>
    /// <returns>What it said, whatever its exit code.</returns>
    /// <exception cref="ProgramException">It is not there, cannot be started, or says more than it may.</exception>
    Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken);
}
