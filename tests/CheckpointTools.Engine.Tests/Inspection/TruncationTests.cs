using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>A real archive whose end is missing, wherever it was cut.</summary>
public class TruncationTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("plain-none.tar")]
    [InlineData("plain-gzip.tar")]
    [InlineData("plain-zstd.tar")]
    [InlineData("vols.tar.gz")]
    public async Task Wherever_an_archive_is_cut_off_it_is_invalid(string name)
    {
        byte[] whole = RealArchive.Open(name).Bytes;
        await Task.Run(() =>
        {
            foreach (int length in Lengths(whole.Length))
            {
                CheckpointManifest manifest = Scanned.Fully(whole[..length]);
                Assert.True(manifest.Verification == "Invalid", $"the first {length} bytes of {name} are {manifest.Verification}");
                Finding fault = manifest.Findings.First(static finding => finding.Severity == "Error");
                Assert.True(
                    fault.Id is "TarTruncated" or "CompressionTruncated" or "CompressionDamaged" || (fault.Id == "NotACheckpointArchive" && length < 512),
                    $"the first {length} bytes of {name}: {fault}");
            }
        }).WaitAsync(HangGuard);
    }

    [Theory]
    [InlineData("plain-none.tar")]
    [InlineData("plain-zstd.tar")]
    public async Task A_listing_of_it_is_an_error_until_the_container_is_known(string name)
    {
        byte[] whole = RealArchive.Open(name).Bytes;
        string expected = RealArchive.Open(name).Json("config.dump").GetProperty("name").GetString()!;
        using var folder = new TemporaryFolder();
        await Task.Run(() =>
        {
            int listed = 0;
            foreach (int length in Lengths(whole.Length))
            {
                try
                {
                    CheckpointManifest manifest = ArchiveInspector.List(folder.Write("cut.tar", whole[..length]), new ScanOptions(), CancellationToken.None);
                    Assert.Equal((expected, "NotVerified"), (manifest.Name, manifest.Verification));
                    listed++;
                }
                catch (CheckpointToolsException exception)
                {
                    Assert.True(exception.ErrorId is "TarTruncated" or "CompressionTruncated" or "CompressionDamaged" or "NotACheckpointArchive", exception.ErrorId);
                    Assert.Contains("Test-CheckpointArchive", exception.RecommendedAction, StringComparison.Ordinal);
                }
            }

            Assert.InRange(listed, 10, whole.Length);
        }).WaitAsync(HangGuard);
    }

    private static IEnumerable<int> Lengths(int whole)
    {
        var random = new Random(512);
        return Enumerable.Range(0, (whole + 511) / 512).Select(static block => block * 512)
            .Concat(Enumerable.Range(0, 300).Select(_ => random.Next(whole)))
            .Concat(Enumerable.Range(1, 64).Select(missing => whole - missing))
            .Concat(Enumerable.Range(0, 64));
    }
}
