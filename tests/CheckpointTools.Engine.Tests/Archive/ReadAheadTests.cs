using System.Security.Cryptography;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Archive;

/// <summary>Archives large enough to be decompressed on a thread of their own: what is found must not depend on it.</summary>
public class ReadAheadTests
{
    private static readonly byte[] Tar = new CheckpointBuilder().With("ctr.log", Log(3 << 19)).OrderBy(static name => name == "spec.dump" ? 1 : 0).Tar().End();

    private static readonly Dictionary<string, Lazy<byte[]>> Compressed = new()
    {
        ["gzip"] = new(static () => Recompressed.Gzip(Tar)),
        ["zstd"] = new(static () => Recompressed.Zstd(Tar)),
        ["bzip2"] = new(static () => Recompressed.Bzip2(Tar)),
        ["xz"] = new(static () => Recompressed.Xz(Tar)),
    };

    public static TheoryData<string> Forms { get; } = [.. Compressed.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void All_of_it_is_read_and_hashed(string form)
    {
        byte[] archive = Compress(form);

        (CheckpointManifest manifest, string content) = Read(archive);

        Assert.Equal("Valid", manifest.Verification);
        Assert.Equal(Read(Tar).Content, content);
        Assert.Equal(CommandLine.Lines("sha256sum", ["-b"], archive).Single().Split(' ')[0], manifest.Sha256);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_fault_far_behind_is_found_and_the_hash_is_that_of_the_file(string form)
    {
        byte[] whole = Compress(form);
        foreach (byte[] damaged in new[] { whole[..^1], whole[..(whole.Length * 3 / 4)], Flipped(whole, whole.Length * 3 / 4), [.. whole, .. "garbage"u8] })
        {
            CheckpointManifest manifest = Read(damaged).Manifest;

            Finding fault = Assert.Single(manifest.Findings, static finding => finding.Severity == "Error");
            // A block's checksum stands behind it, and the tar may be seen to be wrong before.
            Assert.True(fault.Id is "CompressionTruncated" or "CompressionDamaged" or "TrailingData" or "TarChecksumWrong", fault.ToString());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(damaged)), manifest.Sha256);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_reader_that_goes_away_leaves_nobody_reading(string form)
    {
        byte[] archive = Compress(form);
        // A listing looks for spec.dump behind the log, finds it, and leaves.
        byte[] twice = [.. archive, .. archive];
        var file = new SyntheticStream(twice);

        ArchiveScan.Run(file, new ScanOptions(), CancellationToken.None);
        long read = file.BytesRead;

        Assert.InRange(read, archive.Length / 2, twice.Length + 6);
        Thread.Sleep(50);
        Assert.Equal(read, file.BytesRead);
    }

    private static byte[] Compress(string form) => Compressed[form].Value;

    private static byte[] Flipped(byte[] whole, int offset)
    {
        byte[] flipped = [.. whole];
        flipped[offset] ^= 0x10;
        return flipped;
    }

    private static byte[] Log(int size)
    {
        byte[] log = new byte[size];
        var random = new Random(7);
        for (int i = 0; i < size; i++)
            log[i] = (byte)('a' + random.Next(16));
        return log;
    }

    private static (CheckpointManifest Manifest, string Content) Read(byte[] archive)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new ScanOptions { Full = true, Hash = true, Observer = _ => content => hash.AppendData(content) };
        ScanResult result = ArchiveScan.Run(new MemoryStream(archive), options, CancellationToken.None);
        return (ManifestBuilder.Build(result, "archive.tar", full: true), Convert.ToHexString(hash.GetHashAndReset()));
    }
}
