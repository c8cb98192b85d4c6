using System.Collections.Concurrent;
using System.Diagnostics;
using CheckpointTools.Podman;

namespace CheckpointTools.Completion;

/// <summary>
/// What hosts have said lately, for completion. A key press waits for no host longer than an eye notices: what is not
/// there in time is there at the next one.
/// </summary>
internal static class HostAnswers
{
    /// <summary>How long a key press waits at most. With what PowerShell itself takes, it has its answer within 300 ms.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly ConcurrentDictionary<(string Connection, string Question), Answer> Known = new();

    /// <summary>Asks a host, or takes what it has said lately.</summary>
    /// <typeparam name="T">What one of its answers is.</typeparam>
    /// <param name="connection">A connection's name or a URL; empty for the local Podman.</param>
    /// <param name="question">A name for the question, by which the answer is kept.</param>
    /// <param name="ask">Asks.</param>
    /// <returns>The answers; none where the host does not answer in time, or not at all.</returns>
    internal static IReadOnlyList<T> Ask<T>(string connection, string question, Func<PodmanCommand, CancellationToken, Task<IReadOnlyList<T>>> ask)
        where T : class
    {
        Known.TryGetValue((connection, question), out Answer? before);
        Answer now = before is { IsUsable: true } ? before : new Answer(AskAsync(connection, ask));
        Known[(connection, question)] = now;
        Task.WaitAny([now.Task], Patience);
        return Result<T>(now) ?? Result<T>(before) ?? [];
    }

    private static async Task<IReadOnlyList<object>> AskAsync<T>(string connection, Func<PodmanCommand, CancellationToken, Task<IReadOnlyList<T>>> ask)
        where T : class
    {
        using var stopping = new CancellationTokenSource(Limit);
        return await ask(new PodmanCommand(new ProgramRunner(), connection), stopping.Token).ConfigureAwait(false);
    }

    // What a host had against answering is nobody's business at a prompt.
    private static IReadOnlyList<T>? Result<T>(Answer? answer) =>
        answer is { Task.IsCompletedSuccessfully: true } ? answer.Task.Result as IReadOnlyList<T> : null;

    private sealed record Answer(Task<IReadOnlyList<object>> Task)
    {
        private readonly long _asked = Stopwatch.GetTimestamp();

        /// <summary>Whether it need not be asked again: it is under way, or has come not long ago.</summary>
        internal bool IsUsable => !Task.IsCompleted || (Task.IsCompletedSuccessfully && Stopwatch.GetElapsedTime(_asked) < Freshness);
    }
}
