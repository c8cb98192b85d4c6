using System.Formats.Tar;
using System.IO.Compression;
using SharpCompress.Compressors.ZStandard;

namespace CheckpointTools.Tests.Criu;

/// <summary>
/// A real archive of tests/fixtures, read with the platform's tar reader, so that what the engine's own reader does
/// cannot hide a fault of what is tested here.
/// </summary>
internal sealed record FixtureArchive(string Name, IReadOnlyList<KeyValuePair<string, byte[]>> Members)
{
    public static IReadOnlyList<string> Names { get; } =
        ["crun-plain.tar.zst", "multi.tar.zst", "plain-gzip.tar", "plain-none.tar", "plain-zstd.tar", "pod-pdef.tar.zst", "vols.tar.gz"];

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static FixtureArchive Open(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder, name));
        using Stream plain = Decompress(file);
        using TarReader tar = new(plain);
        List<KeyValuePair<string, byte[]>> members = [];
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                using MemoryStream content = new();
                entry.DataStream?.CopyTo(content);
                members.Add(new(entry.Name, content.ToArray()));
            }
        }

        return new FixtureArchive(name, members);
    }

    public byte[] Member(string name) => Members.Single(member => member.Key == name).Value;

    private static Stream Decompress(FileStream file)
    {
        Span<byte> head = stackalloc byte[2];
        file.ReadExactly(head);
        file.Position = 0;
        return head switch
        {
            [0x1F, 0x8B] => new GZipStream(file, CompressionMode.Decompress, leaveOpen: true),
            [0x28, 0xB5] => new DecompressionStream(file),
            _ => file,
        };
    }
}
