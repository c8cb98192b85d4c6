namespace CheckpointTools.Criu;

/// <summary>Reads seccomp.img. The filters' programs are passed over; only how they hang together is kept.</summary>
internal static class SeccompImage
{
    private const int Filters = 1;
    private const int Previous = 2;

    /// <summary>Reads the filters.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="budget">What may be kept.</param>
    /// <returns>The filters.</returns>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message is no protobuf.</exception>
    public static SeccompRecord Read(CriuImageReader reader, RetainedBudget budget)
    {
        List<uint?> previous = [];
        ProtobufFields fields = new(reader.ReadSingleMessage());
        while (fields.MoveNext())
        {
            if (fields.Number == Filters && fields.IsDelimited && budget.TryTake(16))
            {
                previous.Add(ReadPrevious(fields.Bytes));
            }
        }

        return new SeccompRecord(previous);
    }

    private static uint? ReadPrevious(ReadOnlySpan<byte> message)
    {
        uint? previous = null;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            previous = fields is { Number: Previous, IsVarint: true } ? fields.Value32 : previous;
        }

        return previous;
    }
}
