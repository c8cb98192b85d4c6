using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Tests.Criu;

/// <summary>What the images hold against what CRIU counted, with the kinds of pages that it counts apart.</summary>
public class PageCountTests
{
    [Theory]
    [InlineData(4, 0, true)]
    [InlineData(2, 2, true)] // the two that were left for later are in the images all the same
    [InlineData(3, 5, true)]
    [InlineData(2, 1, false)]
    [InlineData(5, 9, false)]
    public void Pages_that_were_left_for_a_lazy_restore_may_be_in_the_images_or_not(int written, ulong lazy, bool agrees)
    {
        SyntheticCheckpoint checkpoint = new();
        checkpoint.WriteStatistics(written, lazy);

        Assert.Equal(agrees ? [] : ["PagesWrittenMismatch"], checkpoint.Set.Read().Findings.Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData(2u, true)]
    [InlineData(3u, false)]
    public void Shared_pages_are_counted_apart(uint written, bool agrees)
    {
        SyntheticCheckpoint checkpoint = new();
        checkpoint.Write(CriuImageKind.SharedPagemap, 7, new PagemapHead { PagesId = 9 }, SyntheticCheckpoint.Entry(0, 2, 4));
        checkpoint.Set["pages-9.img"] = new byte[2 * 4096];
        checkpoint.Write(CriuImageKind.Statistics, 0, new StatsEntry
        {
            Dump = new DumpStatsEntry { FreezingTime = 1, FrozenTime = 1, PagesScanned = 100, PagesWritten = 4, ShpagesWritten = written },
        });

        CheckpointImages images = checkpoint.Set.Read();

        Assert.Equal(agrees ? [] : ["PagesWrittenMismatch"], images.Findings.Select(static finding => finding.Id));
        Assert.Equal(2 * 4096, images.SharedMemoryDumped);
    }
}
