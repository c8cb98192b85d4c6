using System.Collections.Concurrent;
using System.Text.Json;

namespace CheckpointTools.Tests.Archive;

/// <summary>An archive of tests/fixtures, which Podman wrote, as tar, gzip and zstd see it.</summary>
internal sealed class RealArchive
{
    private static readonly ConcurrentDictionary<string, Lazy<RealArchive>> Opened = new();

    private readonly Dictionary<string, byte[]> _contents;

    private RealArchive(string name)
    {
        Path = System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures", name);
        Bytes = File.ReadAllBytes(Path);
        Compression = Compressions[name];
        Tar = Compression switch
        {
            "Gzip" => CommandLine.Run("gzip", ["-dc"], Bytes),
            "Zstd" => CommandLine.Run("zstd", ["-dc"], Bytes),
            _ => Bytes,
        };
        Members = TarListing.Of(Tar);
        _contents = Extract(Tar);
    }

    /// <summary>The archives and what they are compressed with, as their maker asked Podman for.</summary>
    public static IReadOnlyDictionary<string, string> Compressions { get; } = new Dictionary<string, string>
    {
        ["crun-plain.tar.zst"] = "Zstd",
        ["multi.tar.zst"] = "Zstd",
        ["plain-gzip.tar"] = "Gzip",
        ["plain-none.tar"] = "None",
        ["plain-zstd.tar"] = "Zstd",
        ["pod-pdef.tar.zst"] = "Zstd",
        ["vols.tar.gz"] = "Gzip",
    };

    public string Path { get; }

    /// <summary>The file as it is.</summary>
    public byte[] Bytes { get; }

    public string Compression { get; }

    /// <summary>The file decompressed by the compression's own tool.</summary>
    public byte[] Tar { get; }

    /// <summary>What <c>tar -tv</c> lists.</summary>
    public IReadOnlyList<TarListing> Members { get; }

    public static RealArchive Open(string name) => Opened.GetOrAdd(name, static key => new Lazy<RealArchive>(() => new RealArchive(key))).Value;

    /// <summary>The content that <c>tar -x</c> gave a member.</summary>
    public byte[] Content(string member) => _contents[member];

    public JsonElement Json(string member) => JsonDocument.Parse(Content(member)).RootElement;

    private static Dictionary<string, byte[]> Extract(byte[] tar)
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run("tar", ["-x", "-C", folder.Path, "-f", "-"], tar);
        return Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(path => System.IO.Path.GetRelativePath(folder.Path, path), File.ReadAllBytes);
    }
}
