using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Bytes that nobody wrote for anything: a finding, never an exception.</summary>
public sealed class RandomInputTests : IDisposable
{
    private static readonly byte[][] Magics =
    [
        [], [0x1F, 0x8B, 0x08], [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3], [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x2A, 0x4D, 0x18], "BZh9"u8.ToArray(),
        "BZh91AY&SY"u8.ToArray(), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4, 0xE6, 0xD6, 0xB4, 0x46],
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 1000)]
    public Property Random_bytes_are_no_archive() => Prop.ForAll(
        Gen.Elements(Magics).Zip(ArbMap.Default.GeneratorFor<byte[]>().Resize(3000)).ToArbitrary(),
        input => IsRefused([.. input.Item1, .. input.Item2]));

    // The header has a right checksum and random fields; what follows is a sound member.
    [Property(MaxTest = 3000)]
    public Property Random_headers_are_read_or_refused() => Prop.ForAll(
        Gen.Choose(0, 511).Zip(ArbMap.Default.GeneratorFor<byte>()).ListOf().ToArbitrary(),
        static edits =>
        {
            byte[] archive = new TarBuilder()
                .Add("config.dump", "{}"u8.ToArray(), edit: header =>
                {
                    foreach ((int offset, byte value) in edits)
                        header[offset] = value;
                })
                .Add("spec.dump", "{}"u8.ToArray())
                .End();
            CheckpointManifest manifest = Scanned.Fully(archive);
            return manifest.Verification == "Invalid" && manifest.Findings.All(static finding => finding.Id.Length > 0);
        });

    [Property(MaxTest = 1000)]
    public Property Random_PAX_headers_are_read_or_refused() => Prop.ForAll(
        Gen.Elements("path", "size", "linkpath", "mtime", "uid", "GNU.sparse.major", "SCHILY.xattr.user.x", "hdrcharset", "é", "").Zip(ArbMap.Default.GeneratorFor<string>()).ListOf().ToArbitrary(),
        static records =>
        {
            byte[] archive = new TarBuilder().Pax([.. records.Select(static record => (record.Item1, record.Item2 ?? ""))]).Add("spec.dump", "{}"u8.ToArray()).End();
            return Scanned.Fully(archive).Verification == "Invalid";
        });

    private bool IsRefused(byte[] archive)
    {
        string path = _folder.Write("random", archive);
        try
        {
            ArchiveInspector.List(path, new ScanOptions(), CancellationToken.None);
            return false;
        }
        catch (CheckpointToolsException)
        {
            return ArchiveInspector.Inspect(path, new ScanOptions { Hash = archive.Length % 2 == 0 }, CancellationToken.None).Verification == "Invalid";
        }
    }
}
