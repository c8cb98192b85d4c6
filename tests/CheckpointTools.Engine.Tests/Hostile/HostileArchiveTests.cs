using CheckpointTools.Inspection;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Each hostile archive is found to be what it is, soon, and without taking the machine's memory.</summary>
public class HostileArchiveTests
{
    private const long MostAllocated = 256L << 20;
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Names { get; } = [.. HostileKinds.Names];

    [Fact]
    public void There_are_at_least_sixty_kinds() => Assert.InRange(HostileKinds.Names.Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_invalid_for_the_reason_that_its_name_gives(string name)
    {
        HostileKind kind = HostileKinds.Named(name);
        Stream archive = kind.Open();

        (CheckpointManifest manifest, long allocated) = await Task.Run(() => Inspect(archive, kind)).WaitAsync(HangGuard);

        string[] errors = [.. manifest.Findings.Where(static finding => finding.Severity == "Error").Select(static finding => finding.Id).Distinct()];
        Assert.Equal("Invalid", manifest.Verification);
        Assert.True(!kind.Findings.Except(errors).Any(), $"{name}: expected {string.Join(", ", kind.Findings)}, found {string.Join(", ", errors)}");
        Assert.DoesNotContain(manifest.Findings, static finding => (finding.Message + finding.Location).Any(TerminalText.IsUnsafe));
        Assert.InRange(manifest.Findings.Count, 1, 1000);
        Assert.InRange(allocated, 0, MostAllocated);
    }

    private static (CheckpointManifest Manifest, long Allocated) Inspect(Stream archive, HostileKind kind)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ScanResult scan = ArchiveScan.Run(archive, new ScanOptions { Full = true, IncludeEnvironment = true, Limits = kind.Limits }, CancellationToken.None);
        CheckpointManifest manifest = ManifestBuilder.Build(scan, "archive.tar", full: true);
        return (manifest, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
