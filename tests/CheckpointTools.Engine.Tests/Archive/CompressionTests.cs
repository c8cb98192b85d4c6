using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Archive;

public class CompressionTests
{
    private static readonly Lazy<string> Expected = new(static () => ManifestText.Of(Simple(Scanned.Fully(RealArchive.Open("plain-none.tar").Bytes))));

    public static TheoryData<string> Forms { get; } = [.. Recompressed.Names];

    /// <summary>What may follow compressed data; where each compression's own tool would warn or fail.</summary>
    public static TheoryData<string, byte[]> Trailers { get; } = new()
    {
        { "gzip", [0] },
        { "gzip", [.. new byte[512]] },
        { "gzip", "x"u8.ToArray() },
        { "gzip", [0x1F] },
        { "gzip", [0x1F, 0x8B] },
        { "gzip", [0x1F, 0x8B, 0x08] },
        { "gzip", "PK\u0003\u0004 another file"u8.ToArray() },
        { "gzip", [.. Enumerable.Repeat((byte)0x55, 100_000)] },
        { "zstd", [0] },
        { "zstd", "x"u8.ToArray() },
        { "zstd", [0x28, 0xB5, 0x2F] },
        { "zstd", [.. Enumerable.Repeat((byte)0x55, 100_000)] },
        { "bzip2", [0] },
        { "bzip2", "x"u8.ToArray() },
        { "bzip2", "BZh"u8.ToArray() },
        { "bzip2", [.. Enumerable.Repeat((byte)0x55, 100_000)] },
        { "xz", "x"u8.ToArray() },
        { "xz", [0xFD, (byte)'7', (byte)'z'] },
        { "xz", [0, 0, 0, 0, 1] },
        { "xz", [.. Enumerable.Repeat((byte)0x55, 100_000)] },
        { "none", "x"u8.ToArray() },
        { "none", [.. new byte[5000], 1] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void However_an_archive_is_compressed_it_is_the_same(string form)
    {
        CheckpointManifest manifest = Scanned.Fully(Recompressed.As(form));

        Assert.Equal(Recompressed.CompressionOf(form), manifest.Compression);
        Assert.Equal(Recompressed.As(form).Length, manifest.ArchiveSize);
        Assert.Equal(Expected.Value, ManifestText.Of(Simple(manifest)));
    }

    [Theory]
    [MemberData(nameof(Trailers))]
    public void Whatever_follows_the_archive_is_found(string form, byte[] trailer)
    {
        CheckpointManifest manifest = Scanned.Fully([.. Recompressed.As(form), .. trailer]);

        Finding finding = Assert.Single(manifest.Findings);
        Assert.True(finding.Id is "TrailingData" or "CompressionDamaged" or "CompressionTruncated", finding.ToString());
        Assert.Equal("Invalid", manifest.Verification);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Another_tar_behind_the_first_is_found(string form)
    {
        byte[] twice = [.. Recompressed.As(form), .. Recompressed.As(form)];

        Assert.Contains("TrailingData", Scanned.Fully(twice).Findings.Select(static finding => finding.Id));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_that_lacks_its_last_bytes_is_found(string form)
    {
        byte[] whole = Recompressed.As(form);
        foreach (int missing in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 12, 100, 513, 1024, whole.Length / 2 })
        {
            CheckpointManifest manifest = Scanned.Fully(whole[..^missing]);
            Assert.True(manifest.Verification == "Invalid" || IsWholeWithout(form, whole, missing), $"{form} without its last {missing} bytes is {manifest.Verification}");
        }
    }

    // What is cut off where a file may as well end: padding, or an empty part.
    private static bool IsWholeWithout(string form, byte[] whole, int missing) => form switch
    {
        "xz with padding" => missing is 1 or 2 or 3 or 4,
        "zstd with skippable frames" => missing == 8,
        "gzip with an empty member" => missing == 20,
        _ => whole.Length == missing,
    };

    private static CheckpointManifest Simple(CheckpointManifest manifest) => manifest with { Compression = "", ArchiveSize = 0 };
}
