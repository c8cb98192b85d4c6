using System.Security.Cryptography;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>A bit that turned over on the way: found, or harmless.</summary>
public class BitFlipTests
{
    private static readonly string[] Described = ["config.dump", "spec.dump", "network.status", "stats-dump"];

    [Theory]
    [InlineData("none", 2400)]
    [InlineData("gzip", 2400)]
    [InlineData("zstd", 1500)]
    [InlineData("bzip2", 300)]
    [InlineData("xz", 300)]
    public void A_flipped_bit_is_found_or_changes_nothing(string form, int flips)
    {
        byte[] whole = Recompressed.As(form);
        (CheckpointManifest expected, string hash) = Read(whole);
        var random = new Random(20260101);
        int found = 0;
        for (int i = 0; i < flips; i++)
        {
            // Headers stand at the start, checksums and indexes at the end; flips at random would seldom meet them.
            int bit = (i % 3) switch
            {
                0 => random.Next(8 * 2048),
                1 => (8 * whole.Length) - 1 - random.Next(8 * 400),
                _ => random.Next(8 * whole.Length),
            };
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            (CheckpointManifest manifest, string content) = Read(flipped);
            if (manifest.Verification == "Invalid")
            {
                Assert.Contains(manifest.Findings, static finding => finding.Severity == "Error");
                found++;
                continue;
            }

            Assert.True(
                form == "none" ? IsPlainContent(bit / 8) || ManifestText.Of(manifest) == ManifestText.Of(expected) : content == hash && ManifestText.Of(manifest) == ManifestText.Of(expected),
                $"bit {bit} of {form} was flipped, and the archive is {manifest.Verification} but not the same");
        }

        Assert.InRange(found, flips / 10, flips);
    }

    // The content of a plain tar has no checksum. What the manifest is made of can therefore differ; the rest may not.
    private static bool IsPlainContent(int offset)
    {
        long start = 0;
        foreach (TarListing member in RealArchive.Open("plain-none.tar").Members)
        {
            long content = start + 512;
            if (offset >= content && offset < content + member.Size)
                return Described.Contains(member.Name) || member.Name.StartsWith("checkpoint/", StringComparison.Ordinal);
            start = content + member.Size + (-member.Size & 511);
        }

        return false;
    }

    private static (CheckpointManifest Manifest, string Content) Read(byte[] archive)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new ScanOptions { Full = true, Observer = _ => content => hash.AppendData(content) };
        ScanResult result = ArchiveScan.Run(new MemoryStream(archive), options, CancellationToken.None);
        return (ManifestBuilder.Build(result, "archive.tar", full: true) with { ArchiveSize = 0 }, Convert.ToHexString(hash.GetHashAndReset()));
    }
}
