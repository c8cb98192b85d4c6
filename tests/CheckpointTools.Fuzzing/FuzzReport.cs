using System.Globalization;

namespace CheckpointTools.Fuzzing;

/// <summary>What a run came to.</summary>
/// <param name="Target">What was fuzzed.</param>
/// <param name="Executions">How many inputs were read.</param>
/// <param name="Failures">How many of them made the engine throw, hang or take too much memory.</param>
/// <param name="Slowest">The time of the slowest input, at its fastest.</param>
/// <param name="MostAllocated">The bytes allocated while reading the worst input.</param>
/// <param name="PeakMemory">The process's largest resident set, in bytes.</param>
/// <param name="Messages">What failed.</param>
public sealed record FuzzReport(string Target, int Executions, int Failures, TimeSpan Slowest, long MostAllocated, long PeakMemory, IReadOnlyList<string> Messages)
{
    public override string ToString() => string.Join('\n', Messages.Prepend(string.Create(
        CultureInfo.InvariantCulture,
        $"{Target}: {Executions:N0} inputs, {Failures} failures, slowest {Slowest.TotalMilliseconds:N0} ms, most allocated {MostAllocated / 1048576.0:N1} MB, peak resident {PeakMemory / 1048576.0:N0} MB")));
}
