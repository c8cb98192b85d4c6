using System.Text.Json;
using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Tests.Criu;

public class StatisticsImageTests
{
    public static TheoryData<string> Fixtures { get; } = [.. FixtureArchive.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Real_statistics_are_what_checkpointctl_reads(string fixture)
    {
        byte[] image = FixtureArchive.Open(fixture).Member("stats-dump");
        using JsonDocument expected = CheckpointctlOutput.Of(fixture);
        JsonElement statistics = expected.RootElement[0].GetProperty("statistics");

        DumpStatistics actual = Read(image);

        Assert.Equal(statistics.GetProperty("freezing_time").GetInt64(), (long)actual.FreezingTime.TotalMicroseconds);
        Assert.Equal(statistics.GetProperty("frozen_time").GetInt64(), (long)actual.FrozenTime.TotalMicroseconds);
        Assert.Equal(statistics.GetProperty("memdump_time").GetInt64(), (long)actual.MemoryDumpTime.TotalMicroseconds);
        Assert.Equal(statistics.GetProperty("memwrite_time").GetInt64(), (long)actual.MemoryWriteTime.TotalMicroseconds);
        Assert.Equal(statistics.GetProperty("pages_scanned").GetInt64(), actual.PagesScanned);
        Assert.Equal(statistics.GetProperty("pages_written").GetInt64(), actual.PagesWritten);
        Assert.Equal(0, actual.PagesSkippedParent);
    }

    [Fact]
    public void An_image_of_format_1_0_is_read() =>
        Assert.Equal(7, Read(ImageBuilder.OldImage(CriuImageKind.Statistics, Whole())).PagesWritten);

    [Fact]
    public void Shared_pages_are_null_where_CRIU_did_not_count_them()
    {
        DumpStatistics without = Read(ImageBuilder.Image(CriuImageKind.Statistics, Whole()));
        StatsEntry with = Whole();
        with.Dump.ShpagesWritten = 3;

        Assert.Null(without.SharedPagesWritten);
        Assert.Equal(3, Read(ImageBuilder.Image(CriuImageKind.Statistics, with)).SharedPagesWritten);
    }

    [Fact]
    public void Statistics_of_a_restore_are_no_statistics_of_a_dump() => Assert.Equal(
        CriuImageException.MessageMalformed,
        Assert.Throws<CriuImageException>(() => Read(ImageBuilder.Image(CriuImageKind.Statistics, new StatsEntry()))).ErrorId);

    [Fact]
    public void A_page_count_that_does_not_fit_is_refused()
    {
        StatsEntry entry = Whole();
        entry.Dump.PagesWritten = ulong.MaxValue;

        Assert.Equal(
            CriuImageException.MessageMalformed,
            Assert.Throws<CriuImageException>(() => Read(ImageBuilder.Image(CriuImageKind.Statistics, entry))).ErrorId);
    }

    private static StatsEntry Whole() => new()
    {
        Dump = new DumpStatsEntry { FreezingTime = 1, FrozenTime = 2, MemdumpTime = 3, MemwriteTime = 4, PagesScanned = 9, PagesWritten = 7 },
    };

    private static DumpStatistics Read(byte[] image) =>
        StatisticsImage.ReadDump(new MemoryStream(image), image.Length, CriuLimits.Default, CancellationToken.None);
}
