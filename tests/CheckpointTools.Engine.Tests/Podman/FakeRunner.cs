using System.Collections.Concurrent;
using CheckpointTools.Podman;

namespace CheckpointTools.Tests.Podman;

/// <summary>Answers calls from a table, and remembers them. A call that is not in the table is a program that is not there.</summary>
/// <param name="delay">What to wait for before a call is answered.</param>
internal sealed class FakeRunner(Func<string, CancellationToken, Task>? delay = null) : IProgramRunner
{
    private readonly Dictionary<string, ProgramResult> _answers = [];
    private readonly ConcurrentQueue<string> _calls = new();
    private int _running;

    /// <summary>All calls so far.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>How many calls were being answered at once, at most.</summary>
    public int MostAtOnce { get; private set; }

    public FakeRunner Answer(string call, string output, string error = "")
    {
        _answers[call] = new ProgramResult(0, output, error, TimeSpan.FromMilliseconds(5));
        return this;
    }

    public FakeRunner Fail(string call, int exitCode, string error, string output = "")
    {
        _answers[call] = new ProgramResult(exitCode, output, error, TimeSpan.FromMilliseconds(5));
        return this;
    }

    public void Without(string call) => _answers.Remove(call);

    public void ForgetCalls() => _calls.Clear();

    public async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string text = call.ToString();
        _calls.Enqueue(text);
        lock (_answers)
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        try
        {
            if (delay is not null)
                await delay(text, cancellationToken);
            return _answers.TryGetValue(text, out ProgramResult? result) ? result : throw ProgramException.Missing(call.Program);
        }
        finally
        {
            lock (_answers)
                _running--;
        }
    }
}
