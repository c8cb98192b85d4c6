using System.Diagnostics;
using System.Globalization;

namespace CheckpointTools.Fuzzing;

/// <summary>Makes inputs and reads them, one after the other, and watches time and memory.</summary>
/// <param name="target">What is fuzzed.</param>
/// <param name="seed">Decides all inputs.</param>
/// <param name="mostTime">How long one input may take.</param>
/// <param name="folder">Where failing inputs are written; null for nowhere.</param>
public sealed class FuzzRun(FuzzTarget target, ulong seed, TimeSpan mostTime, string? folder = null)
{
    private const long MostAllocated = 256L << 20;
    private const int MostMessages = 20;

    private readonly List<string> _messages = [];
    private int _failures;
    private TimeSpan _slowest;
    private long _mostAllocated;

    /// <summary>The largest resident set that this process has had, in bytes.</summary>
    public static long PeakMemory()
    {
        string line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmHWM:".Length..^" kB".Length], CultureInfo.InvariantCulture);
    }

    /// <summary>Runs.</summary>
    /// <param name="count">How many inputs.</param>
    /// <returns>The figures.</returns>
    public FuzzReport Execute(int count)
    {
        for (int number = 0; number < count; number++)
        {
            byte[] input = Make(number);
            if (Read(input) is { } fault)
                Fail(number, input, fault);
        }

        return new FuzzReport(target.Name, count, _failures, _slowest, _mostAllocated, PeakMemory(), _messages);
    }

    /// <summary>The input of a number.</summary>
    public byte[] Make(int number)
    {
        var random = new FuzzRandom(seed, (ulong)number);
        byte[] input = random.Of(target.Corpus);
        for (int rounds = 1 + random.Below(3); rounds > 0; rounds--)
            input = target.Mutate(input, random);
        return input;
    }

    private string? Read(byte[] input)
    {
        try
        {
            (TimeSpan time, long allocated) = Measure(input);

            // On a machine with other work to do the clock goes on while this waits: slow is what is always slow.
            for (int again = 0; again < 4 && time > _slowest; again++)
            {
                TimeSpan other = Measure(input).Time;
                time = other < time ? other : time;
            }

            _slowest = time > _slowest ? time : _slowest;
            _mostAllocated = Math.Max(_mostAllocated, allocated);
            return time > mostTime ? $"took {time}" : allocated > MostAllocated ? $"allocated {allocated} bytes" : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private (TimeSpan Time, long Allocated) Measure(byte[] input)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        target.Read(input);
        return (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private void Fail(int number, byte[] input, string fault)
    {
        _failures++;
        if (_messages.Count >= MostMessages)
            return;
        _messages.Add(string.Create(CultureInfo.InvariantCulture, $"input {number} of seed {seed}: {fault}"));
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{seed}-{number}")), input);
    }
}
