using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Nested;

/// <summary>
/// Reads a tar within the archive as it goes by: its headers only, so that a plain archive's files are passed over, and
/// nothing kept but counts, a few names, and numbers that stand for the names met.
/// </summary>
internal static class NestedTar
{
    /// <summary>Judges a member that is a tar.</summary>
    /// <param name="memberName">The member's name, for findings.</param>
    /// <param name="place">Where it is unpacked.</param>
    /// <param name="content">Its content, at its start. Not all of it need be read when the call returns.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="totals">What the compressed ones among the archive's tars have unpacked to; counted on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The findings; one for each kind, however many members are of it.</returns>
    /// <exception cref="ArchiveFormatException">The archive around it is damaged.</exception>
    internal static IReadOnlyList<Finding> Inspect(
        string memberName, NestedTarPlace place, ForwardStream content, ArchiveLimits limits, NestedTotals totals, CancellationToken cancellationToken)
    {
        var counts = new NestedTarCounts(memberName);
        using var source = new NestedSource(content, limits, totals, cancellationToken);
        // CRIU tells GNU tar that it is gzip; anything else ends the restore.
        if (place == NestedTarPlace.Tmpfs && source.Compression != CompressionFormat.Gzip)
            return [Finding.Error("CriuImageMagicWrong", "The content of a tmpfs is not compressed with gzip, as CRIU does.", memberName)];
        try
        {
            Read(source, place, limits, counts, cancellationToken);
        }
        catch (ArchiveFormatException exception) when (!source.OuterFailed)
        {
            counts.Fail(exception);
        }

        return counts.ToFindings();
    }

    private static void Read(NestedSource source, NestedTarPlace place, ArchiveLimits limits, NestedTarCounts counts, CancellationToken cancellationToken)
    {
        var tar = new TarReader(source, limits, limits.NestedMembers);
        var names = new NestedNames();
        while (tar.Next() is { } member)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (NestedTarRule rule in NestedTarRules.Check(member, place))
                counts.Add(rule, member);
            if (member.Type == TarMemberType.GlobalHeader)
                continue;
            foreach (NestedTarRule rule in names.Add(member))
                counts.Add(rule, member);
        }

        if (!tar.EndMarkerSeen)
            throw new ArchiveFormatException("TarTruncated", "The two empty blocks that end a tar are missing.", "end");
        tar.ReadToEnd();
    }
}
