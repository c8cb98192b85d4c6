using BenchmarkDotNet.Attributes;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;

namespace CheckpointTools.Benchmarks;

/// <summary>A small archive: its headers alone, its manifest, all of it.</summary>
[InProcess]
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private static readonly ScanOptions Everything = new();

    private string _path = "";
    private byte[] _tar = [];

    /// <summary>The archive, by its compression.</summary>
    [Params("plain-none.tar", "plain-zstd.tar", "plain-gzip.tar")]
    public string Archive { get; set; } = "";

    /// <summary>Finds it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _path = Fixture.PathOf(Archive);
        _tar = File.ReadAllBytes(_path);
    }

    /// <summary>The header walk, out of memory.</summary>
    [Benchmark]
    public int Headers()
    {
        using ArchiveStream stream = ArchiveStream.Open(new MemoryStream(_tar), hash: false, ArchiveLimits.Default, progress: null, CancellationToken.None);
        var reader = new TarReader(stream, ArchiveLimits.Default, ArchiveLimits.Default.Members);
        int members = 0;
        while (reader.Next() is not null)
            members++;
        return members;
    }

    /// <summary>What Get-CheckpointManifest does.</summary>
    [Benchmark]
    public object List() => ArchiveInspector.List(_path, new ScanOptions(), CancellationToken.None);

    /// <summary>What Test-CheckpointArchive does.</summary>
    [Benchmark]
    public object Inspect() => ArchiveInspector.Inspect(_path, Everything, CancellationToken.None);
}
