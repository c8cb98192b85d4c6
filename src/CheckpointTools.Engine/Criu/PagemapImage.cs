namespace CheckpointTools.Criu;

/// <summary>
/// Reads a pagemap image, which grows with the memory dumped: it is folded into sums as it passes, and nothing is
/// allocated for an entry.
/// </summary>
internal static class PagemapImage
{
    private const uint Parent = 1;
    private const uint Lazy = 2;
    private const uint Present = 4;
    private const uint KnownFlags = Parent | Lazy | Present;

    private const ulong SmallestPage = 4096;
    private const ulong MaxPages = 1UL << 52;

    /// <summary>Reads the image.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="record">What the reading fills.</param>
    /// <param name="wanted">The address ranges whose bytes are wanted; those that are empty are not.</param>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message is no protobuf.</exception>
    public static void Read(CriuImageReader reader, PagemapRecord record, IReadOnlyList<AddressRange> wanted)
    {
        if (!reader.TryReadMessage(out ReadOnlySpan<byte> head))
        {
            throw reader.Malformed("its head, which names the pages, is missing");
        }

        ReadHead(reader, record, head);
        PagemapRun?[] before = new PagemapRun?[wanted.Count];
        PagemapRun? previous = null;
        while (reader.TryReadMessage(out ReadOnlySpan<byte> message))
        {
            PagemapRun run = ReadEntry(reader, record, message);
            if (previous is { } last)
            {
                CompareNeighbours(record, last, run);
            }

            for (int index = 0; index < wanted.Count; index++)
            {
                AddressRange range = wanted[index];
                if (range.IsEmpty || record.IsUnsorted)
                {
                    continue;
                }

                // Entries come in order: of those that begin before the range only the last can reach into it.
                if (run.Address <= range.Start)
                {
                    before[index] = run;
                }
                else if (run.Address < range.End)
                {
                    record.Runs.Add(run);
                }
            }

            previous = run;
        }

        foreach (PagemapRun? run in before)
        {
            if (run is { } found)
            {
                record.Runs.Add(found);
            }
        }
    }

    private static void ReadHead(CriuImageReader reader, PagemapRecord record, ReadOnlySpan<byte> message)
    {
        bool hasPagesId = false;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            if (fields is { Number: 1, IsVarint: true })
            {
                record.PagesId = fields.Value32;
                hasPagesId = true;
            }
            else
            {
                record.HasUnknownFields = true;
            }
        }

        if (!hasPagesId)
        {
            throw reader.Malformed("its head does not name the pages");
        }
    }

    private static PagemapRun ReadEntry(CriuImageReader reader, PagemapRecord record, ReadOnlySpan<byte> message)
    {
        ulong? address = null, pages = null;
        uint? flags = null;
        uint compatiblePages = 0;
        bool inParent = false;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            switch (fields.IsVarint ? fields.Number : 0)
            {
                case 1:
                    address = fields.Value;
                    break;
                case 2:
                    compatiblePages = fields.Value32;
                    break;
                case 3:
                    inParent = fields.Value != 0;
                    break;
                case 4:
                    flags = fields.Value32;
                    break;
                case 5:
                    pages = fields.Value;
                    break;
                default:
                    record.HasUnknownFields = true;
                    break;
            }
        }

        // CRIU 4.2 counts in 64 bits; what has no flags is of a CRIU that knew only pages here and pages in the parent.
        ulong count = pages ?? compatiblePages;
        record.CountsAreWide |= count != compatiblePages;
        uint effective = inParent ? (flags ?? 0) | Parent : flags ?? Present;
        if (address is not { } start || start % SmallestPage != 0 || count > MaxPages || start / SmallestPage + count > MaxPages)
        {
            throw reader.Malformed("an entry lies beyond all memory or not at a page's edge");
        }

        record.HasUnknownFields |= (effective & ~KnownFlags) != 0;
        bool isPresent = (effective & (Parent | Present)) == Present;
        PagemapRun run = new(start, count, record.PresentPages, isPresent);
        Count(reader, record, effective, count);
        return run;
    }

    private static void Count(CriuImageReader reader, PagemapRecord record, uint flags, ulong count)
    {
        // CRIU asks for the parent first (read_pagemap_page).
        if ((flags & Parent) != 0)
        {
            record.ParentPages += count;
        }
        else if ((flags & Present) != 0)
        {
            record.PresentPages += count;
        }
        else if ((flags & Lazy) != 0)
        {
            record.LazyPages += count;
        }

        if (record.ParentPages > MaxPages || record.PresentPages > MaxPages || record.LazyPages > MaxPages)
        {
            throw reader.Malformed("its entries together are beyond all memory");
        }
    }

    private static void CompareNeighbours(PagemapRecord record, PagemapRun previous, PagemapRun run)
    {
        if (run.Address <= previous.Address)
        {
            record.IsUnsorted = true;
        }
        else if (previous.Pages > 0)
        {
            record.MaxPageSize = Math.Min(record.MaxPageSize, (run.Address - previous.Address) / previous.Pages);
        }
    }
}
