using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Criu;

/// <summary>Reads stats-dump, which CRIU leaves beside the images and Podman exports with them.</summary>
public static class StatisticsImage
{
    private static readonly MessageParser<StatsEntry> Parser = StatsEntry.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads the statistics of a dump.</summary>
    /// <param name="content">The member's content; read from where it stands.</param>
    /// <param name="length">The member's length in bytes; no more is read.</param>
    /// <param name="limits">The ceilings.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="memberName">The member's name, for messages.</param>
    /// <returns>The statistics.</returns>
    /// <exception cref="CriuImageException">
    /// The image is damaged, is no stats image, or holds no statistics of a dump.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static DumpStatistics ReadDump(
        Stream content, long length, CriuLimits limits, CancellationToken cancellationToken, string memberName = "stats-dump")
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(limits);
        using CriuImageReader reader = new(content, length, CriuImageKind.Statistics, memberName, limits, cancellationToken);
        StatsEntry entry = reader.Parse(Parser, reader.ReadSingleMessage());
        if (entry.Dump is not { HasFreezingTime: true, HasFrozenTime: true, HasPagesScanned: true, HasPagesWritten: true } dump)
        {
            throw reader.Malformed("it holds no complete statistics of a dump");
        }

        return new DumpStatistics
        {
            FreezingTime = Microseconds(dump.FreezingTime),
            FrozenTime = Microseconds(dump.FrozenTime),
            MemoryDumpTime = Microseconds(dump.MemdumpTime),
            MemoryWriteTime = Microseconds(dump.MemwriteTime),
            PagesScanned = Count(reader, dump.PagesScanned),
            PagesSkippedParent = Count(reader, dump.PagesSkippedParent),
            PagesWritten = Count(reader, dump.PagesWritten),
            PagesLazy = Count(reader, dump.PagesLazy),
            SharedPagesScanned = dump.HasShpagesScanned ? Count(reader, dump.ShpagesScanned) : null,
            SharedPagesSkippedParent = dump.HasShpagesSkippedParent ? Count(reader, dump.ShpagesSkippedParent) : null,
            SharedPagesWritten = dump.HasShpagesWritten ? Count(reader, dump.ShpagesWritten) : null,
        };
    }

    private static TimeSpan Microseconds(uint value) => TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);

    private static long Count(CriuImageReader reader, ulong value) =>
        value <= long.MaxValue ? (long)value : throw reader.Malformed("a page count is beyond all memory");
}
