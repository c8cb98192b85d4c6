using CheckpointTools.Archive;
using CheckpointTools.Criu;
using CheckpointTools.Inspection;
using CheckpointTools.Manifest;

namespace CheckpointTools.Fuzzing;

/// <summary>A part of the engine that takes any bytes, what the bytes are made from, and how they are changed.</summary>
/// <param name="Name">The name.</param>
/// <param name="Corpus">Sound inputs.</param>
/// <param name="Mutate">Makes a new input of one of the corpus.</param>
/// <param name="Read">Reads an input. Whatever it throws is a fault of the engine.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], FuzzRandom, byte[]> Mutate, Action<byte[]> Read)
{
    // Far below the usual ones, so that reaching them is quick and reading stays fast.
    private static readonly ArchiveLimits Limits = new() { DecompressedBytes = 64 << 20, RatioFreeBytes = 4 << 20, Ratio = 1000 };

    /// <summary>The whole inspection, and the listing that stops early.</summary>
    private static readonly Lazy<FuzzTarget> Archive = new(static () => new FuzzTarget("archive", FuzzCorpus.Archives(), ArchiveMutation.Apply, ReadArchive));

    /// <summary>CRIU's images: the name of one, a line feed, and its content.</summary>
    private static readonly Lazy<FuzzTarget> Images = new(static () => new FuzzTarget("criu", FuzzCorpus.Images(), ImageMutation.Apply, ReadImage));

    /// <summary>The JSON members, each read as all of them.</summary>
    private static readonly Lazy<FuzzTarget> Json = new(static () => new FuzzTarget("json", FuzzCorpus.Json(), TextMutation.Apply, ReadJson));

    /// <summary>The target of a name.</summary>
    public static FuzzTarget Named(string name) => name switch
    {
        "archive" => Archive.Value,
        "criu" => Images.Value,
        _ => Json.Value,
    };

    private static void ReadArchive(byte[] input)
    {
        ScanResult full = ArchiveScan.Run(new MemoryStream(input), new ScanOptions { Full = true, IncludeEnvironment = true, Hash = true, Limits = Limits }, CancellationToken.None);
        CheckpointManifest manifest = ManifestBuilder.Build(full, "archive.tar", full: true);
        if (manifest.Verification == VerificationState.Valid && !full.Complete)
            throw new InvalidOperationException("An archive that was not read to its end was approved.");
        ScanResult listed = ArchiveScan.Run(new MemoryStream(input), new ScanOptions { Limits = Limits }, CancellationToken.None);
        ManifestBuilder.Build(listed, "archive.tar", full: false);
    }

    private static void ReadImage(byte[] input)
    {
        int end = Array.IndexOf(input, (byte)'\n');
        string name = end is > 0 and < 64 ? System.Text.Encoding.Latin1.GetString(input, 0, end) : "files.img";
        byte[] content = end is > 0 and < 64 ? input[(end + 1)..] : input;
        var collector = new CheckpointImagesCollector();

        // Other images beside it, so that what is held against each other is there.
        foreach ((string other, byte[] bytes) in FuzzCorpus.ImagesByName)
        {
            if (string.CompareOrdinal(other, name) < 0)
                collector.Add(other, bytes.Length, new MemoryStream(bytes), CancellationToken.None);
        }

        collector.Add(name, content.Length, new MemoryStream(content), CancellationToken.None);
        foreach ((string other, byte[] bytes) in FuzzCorpus.ImagesByName)
            collector.Add(other, bytes.Length, new MemoryStream(bytes), CancellationToken.None);
        collector.Complete(CancellationToken.None);
    }

    private static void ReadJson(byte[] input)
    {
        JsonMember member = JsonMember.Parse("config.dump", input, Limits);
        if (member.Root is null && member.Findings.Count == 0 && System.Text.Encoding.UTF8.GetString(input).Trim() != "null")
            throw new InvalidOperationException("Nothing was read, and nothing was found.");
        var findings = new List<Finding>();
        ConfigDump.Read(member, findings);
        SpecDump.Read(member, findings);
        NetworkStatus.Read(member, [], findings);
        DeletedFiles.Read(member, findings);
    }
}
