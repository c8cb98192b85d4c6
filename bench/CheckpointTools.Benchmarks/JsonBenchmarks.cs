using System.Text;
using BenchmarkDotNet.Attributes;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Manifest;

namespace CheckpointTools.Benchmarks;

/// <summary>config.dump and spec.dump: parsing them, and reading their fields.</summary>
[InProcess]
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private byte[] _config = [];
    private byte[] _spec = [];
    private JsonMember? _parsedConfig;
    private JsonMember? _parsedSpec;

    /// <summary>Takes both out of an archive.</summary>
    [GlobalSetup]
    public void Setup()
    {
        CheckpointManifest manifest = ArchiveInspector.List(Fixture.PathOf("vols.tar.gz"), new ScanOptions(), CancellationToken.None);
        _parsedConfig = manifest.Config!.Source;
        _parsedSpec = manifest.Spec!.Source;
        _config = Encoding.UTF8.GetBytes(_parsedConfig.Root!.ToJsonString());
        _spec = Encoding.UTF8.GetBytes(_parsedSpec.Root!.ToJsonString());
    }

    /// <summary>Parses config.dump.</summary>
    [Benchmark]
    public object ParseConfig() => JsonMember.Parse("config.dump", _config, ArchiveLimits.Default);

    /// <summary>Parses spec.dump.</summary>
    [Benchmark]
    public object ParseSpec() => JsonMember.Parse("spec.dump", _spec, ArchiveLimits.Default);

    /// <summary>Reads the fields of config.dump.</summary>
    [Benchmark]
    public object ReadConfig() => ConfigDump.Read(_parsedConfig!, []);

    /// <summary>Reads the fields of spec.dump.</summary>
    [Benchmark]
    public object ReadSpec() => SpecDump.Read(_parsedSpec!, []);
}
