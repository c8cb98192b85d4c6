using System.Text.Json.Nodes;
using CheckpointTools.Archive;

namespace CheckpointTools.Fuzzing;

/// <summary>Sound inputs: the real archives, made small by leaving out most of the memory pages.</summary>
internal static class FuzzCorpus
{
    private const int LargestMember = 6 << 10;

    private static readonly string[] Fixtures = ["plain-none.tar", "multi.tar.zst", "pod-pdef.tar.zst", "vols.tar.gz", "crun-plain.tar.zst"];
    private static readonly Lazy<List<List<TarPart>>> Read = new(static () => [.. Fixtures.Select(ReadFixture)]);

    /// <summary>The images of the first archive, in its order.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> ImagesByName { get; } =
        [.. Read.Value[0].Where(IsImage).Select(static part => KeyValuePair.Create(part.Name["checkpoint/".Length..], part.Content))];

    /// <summary>The archives; of all but the first the JSON is cut as well, for reading it takes the most time.</summary>
    public static IReadOnlyList<byte[]> Archives() => [.. Read.Value.Select(static (parts, i) => TarPart.Join(i == 0 ? parts : parts.Select(WithShortJson)))];

    public static IReadOnlyList<byte[]> Images() =>
    [
        .. Read.Value.SelectMany(static parts => parts).Where(IsImage).Where(static part => part.Content.Length > 0)
            .Select(static part => (byte[])[.. System.Text.Encoding.Latin1.GetBytes(part.Name["checkpoint/".Length..] + "\n"), .. part.Content]),
    ];

    public static IReadOnlyList<byte[]> Json() =>
    [
        .. Read.Value.SelectMany(static parts => parts).Where(static part => part.Name is "config.dump" or "spec.dump" or "network.status" or "deleted.files").Select(static part => part.Content),
        "[\"/a\",\"/b\"]"u8.ToArray(),
    ];

    private static TarPart WithShortJson(TarPart part)
    {
        if (!part.Name.EndsWith(".dump", StringComparison.Ordinal))
            return part;
        JsonNode root = JsonNode.Parse(part.Content)!;
        Shorten(root);
        return part with { Content = System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()) };
    }

    private static void Shorten(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            while (list.Count > 1)
                list.RemoveAt(list.Count - 1);
        }

        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject map => map.Select(static pair => pair.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (JsonNode? child in inner)
            Shorten(child);
    }

    private static bool IsImage(TarPart part) => part.Name.StartsWith("checkpoint/", StringComparison.Ordinal) && part.Name.EndsWith(".img", StringComparison.Ordinal);

    private static List<TarPart> ReadFixture(string name)
    {
        using var stream = ArchiveStream.Open(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", name)), hash: false, ArchiveLimits.Default, null, CancellationToken.None);
        using var tar = new MemoryStream();
        stream.CopyTo(tar);

        // A large member would get most of the changes, and there is nothing in memory pages to be confused by.
        return [.. TarPart.Split(tar.ToArray()).Select(static part => part.Content.Length <= LargestMember || part.Name.EndsWith(".dump", StringComparison.Ordinal) ? part : part with { Content = part.Content[..LargestMember] })];
    }
}
