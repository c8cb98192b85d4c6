using CheckpointTools.Criu;

namespace CheckpointTools.Tests.Criu;

/// <summary>The members of a checkpoint folder, to be changed and then read as an archive's scan would read them.</summary>
internal sealed class ImageSet
{
    private const string Folder = "checkpoint/";

    private readonly Dictionary<string, byte[]> _images = new(StringComparer.Ordinal);

    public byte[] this[string name]
    {
        get => _images[name];
        set => _images[name] = value;
    }

    public IEnumerable<string> Names => _images.Keys;

    public static ImageSet OfFixture(string name)
    {
        ImageSet set = new();
        foreach ((string member, byte[] content) in FixtureArchive.Open(name).Members)
        {
            if (member.StartsWith(Folder, StringComparison.Ordinal))
            {
                set[member[Folder.Length..]] = content;
            }
            else if (member == "stats-dump")
            {
                set[member] = content;
            }
        }

        return set;
    }

    public void Remove(string name) => Assert.True(_images.Remove(name), name);

    /// <summary>Reads the set in lexical order, as archives have it, or in the order given.</summary>
    public CheckpointImages Read(CriuLimits? limits = null, IEnumerable<string>? order = null, Func<byte[], Stream>? open = null, bool isPreDump = false)
    {
        CheckpointImagesCollector collector = new(limits, Folder, isPreDump);
        foreach (string name in order ?? _images.Keys.Order(StringComparer.Ordinal))
        {
            if (CheckpointImagesCollector.Wants(name))
            {
                byte[] content = _images[name];
                collector.Add(name, content.Length, open is null ? new MemoryStream(content) : open(content), CancellationToken.None);
            }
        }

        return collector.Complete();
    }

    public string[] FindingIds(CriuLimits? limits = null) => [.. Read(limits).Findings.Select(finding => finding.Id).Distinct().Order()];
}
