using System.Collections.Concurrent;
using System.Globalization;

namespace CheckpointTools.Podman;

/// <summary>The podman command, with the connection that it is used through.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="connection">A connection's name or a URL, which is told by its <c>://</c>; empty for the local Podman.</param>
internal sealed class PodmanCommand(IProgramRunner runner, string connection = "")
{
    private const string Program = "podman";

    // Go's variable for how much garbage may gather before it is collected. By default that begins at 4 MB, which Podman
    // has as soon as it has started: it collects several times in the 25 ms that a question takes (docs/performance.md).
    private const string CollectorVariable = "GOGC";
    private const string CollectorValue = "800";

    private readonly ConcurrentQueue<PodmanMessage> _messages = new();

    /// <summary>The connection's name or URL; empty for the local Podman.</summary>
    internal string Connection => connection;

    /// <summary>Runs programs other than podman, on this machine.</summary>
    internal IProgramRunner Runner => runner;

    /// <summary>Runs podman and takes every exit code for an answer.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Stops podman.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="PodmanException"><c>PodmanMissing</c>; <c>HostUnreachable</c>, where the service is not there.</exception>
    internal Task<ProgramResult> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        TryAsync(arguments, new Dictionary<string, string>(), cancellationToken);

    /// <inheritdoc cref="TryAsync(IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Environment variables besides those of this process.</param>
    /// <param name="cancellationToken">Stops podman.</param>
    internal async Task<ProgramResult> TryAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        ProgramCall call = Call(arguments);
        call = call with { Environment = call.Environment.Concat(environment).ToDictionary() };
        ProgramResult result = await RunAsync(call, cancellationToken).ConfigureAwait(false);
        return result.ExitCode != 0 && PodmanErrors.IsUnreachable(result.Error) ? throw PodmanErrors.From(call, result, connection) : result;
    }

    /// <summary>Runs podman, which has to succeed.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Stops podman.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="PodmanException">As for <see cref="TryAsync(IReadOnlyList{string}, CancellationToken)"/>; <c>PodmanFailed</c>.</exception>
    internal async Task<string> ReadAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProgramCall call = Call(arguments);
        ProgramResult result = await RunAsync(call, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Output : throw Failure(arguments, result);
    }

    /// <summary>The exception for an answer of <see cref="TryAsync(IReadOnlyList{string}, CancellationToken)"/> that turned out to be none.</summary>
    /// <param name="arguments">podman's arguments.</param>
    /// <param name="result">How it ended.</param>
    /// <returns>The exception to throw.</returns>
    internal PodmanException Failure(IReadOnlyList<string> arguments, ProgramResult result) => PodmanErrors.From(Call(arguments), result, connection);

    /// <summary>Takes what has been run and warned of since the last time, for the streams of PowerShell.</summary>
    /// <returns>The messages, the oldest first.</returns>
    internal IEnumerable<PodmanMessage> TakeMessages()
    {
        while (_messages.TryDequeue(out PodmanMessage? message))
            yield return message;
    }

    private ProgramCall Call(IReadOnlyList<string> arguments) => new(
        Program,
        connection.Length == 0 ? arguments : [connection.Contains("://", StringComparison.Ordinal) ? "--url" : "--connection", connection, .. arguments])
    {
        Environment = new Dictionary<string, string> { [CollectorVariable] = Environment.GetEnvironmentVariable(CollectorVariable) ?? CollectorValue },
    };

    private async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        try
        {
            ProgramResult result = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
            string ended = string.Create(CultureInfo.InvariantCulture, $"{call} (exit code {result.ExitCode}, {result.Duration.TotalMilliseconds:0} ms)");
            _messages.Enqueue(new PodmanMessage(IsWarning: false, ended));
            if (result.ExitCode == 0)
            {
                foreach (string warning in PodmanErrors.Warnings(result.Error))
                    _messages.Enqueue(new PodmanMessage(IsWarning: true, $"podman: {warning}"));
            }

            return result;
        }
        catch (ProgramException exception) when (exception.ErrorId == "ProgramMissing")
        {
            throw PodmanErrors.Missing(exception);
        }
    }
}
