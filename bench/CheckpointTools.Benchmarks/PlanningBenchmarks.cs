using BenchmarkDotNet.Attributes;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Podman;
using CheckpointTools.Restore;

namespace CheckpointTools.Benchmarks;

/// <summary>A plan, against a host's captured facts.</summary>
[InProcess]
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private static readonly RestoreOptions AsItWas = new();
    private static readonly RestoreOptions Renamed = new() { Name = "another", PublishPort = ["8081:80"] };

    private CheckpointManifest? _manifest;
    private ContainerHost? _host;

    /// <summary>Reads the archive and the host.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _manifest = ArchiveInspector.List(Fixture.PathOf("vols.tar.gz"), new ScanOptions(), CancellationToken.None);
        _host = HostDocument.Parse(File.ReadAllText(Fixture.PathOf("host.json")));
    }

    /// <summary>Every rule, and the changes of a container that stays what it was.</summary>
    [Benchmark]
    public object Plan() => RestorePlanner.Plan(_manifest!, _host!, AsItWas);

    /// <summary>The same with another name and other ports, so that config.dump is rewritten.</summary>
    [Benchmark]
    public object PlanWithChanges() => RestorePlanner.Plan(_manifest!, _host!, Renamed);
}
