using BenchmarkDotNet.Attributes;
using CheckpointTools.Ports;

namespace CheckpointTools.Benchmarks;

/// <summary>Values of --publish: one of each form, and a thousand that have to be merged.</summary>
[InProcess]
[MemoryDiagnoser]
public class PortBenchmarks
{
    private readonly string[] _values = ["80", "8080:80", "127.0.0.1:9000-9002:9000-9002/udp", "[::1]:8443:443/tcp", "10.0.0.1::53/udp"];

    private readonly PortMapping[] _mappings =
        [.. Enumerable.Range(0, 1000).Select(static i => PublishOption.Parse($"{10_000 + (i * 7 % 1000)}:{20_000 + (i * 7 % 1000)}"))];

    /// <summary>Parses five values.</summary>
    [Benchmark]
    public int Parse() => _values.Sum(static value => PublishOption.Parse(value).ContainerPort);

    /// <summary>Merges a thousand mappings.</summary>
    [Benchmark]
    public object Merge() => PortMerging.Merge(_mappings);
}
