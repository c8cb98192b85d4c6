namespace CheckpointTools.Criu;

/// <summary>Reads mm-PID.img, whose areas may be tens of thousands: they are summed up as they pass.</summary>
internal static class MemoryImage
{
    private const int ArgumentsStart = 8;
    private const int ArgumentsEnd = 9;
    private const int EnvironmentStart = 10;
    private const int EnvironmentEnd = 11;
    private const int ExecutableFileId = 12;
    private const int Areas = 14;

    /// <summary>Reads the one address space that the image holds.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="budget">What may be kept.</param>
    /// <returns>What is kept of it.</returns>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">The message is no protobuf.</exception>
    public static MemoryRecord Read(CriuImageReader reader, RetainedBudget budget)
    {
        ReadOnlySpan<byte> message = reader.ReadSingleMessage();
        Span<ulong> addresses = stackalloc ulong[ExecutableFileId + 1];
        uint seen = 0;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            if (fields.Number is >= ArgumentsStart and <= ExecutableFileId && fields.IsVarint)
            {
                addresses[fields.Number] = fields.Value;
                seen |= 1u << fields.Number;
            }
        }

        const uint Required = 0b1_1111_0000_0000;
        if (seen != Required)
        {
            throw reader.Malformed("it lacks the addresses of the arguments or the environment, or the program's file");
        }

        // A second walk, because only now it is known which addresses to look for among the areas.
        AddressRange arguments = new(addresses[ArgumentsStart], addresses[ArgumentsEnd]);
        AddressRange environment = new(addresses[EnvironmentStart], addresses[EnvironmentEnd]);
        MemoryAreas areas = new(arguments, environment, budget);
        fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == Areas && fields.IsDelimited)
            {
                areas.Add(fields.Bytes);
            }
        }

        return new MemoryRecord
        {
            Arguments = arguments,
            Environment = environment,
            ExecutableFileId = unchecked((uint)addresses[ExecutableFileId]),
            Mapped = areas.Mapped,
            SharedSegments = areas.SharedSegments,
            AreasInOrder = areas.InOrder,
            ArgumentsMapped = areas.ArgumentsMapped,
            EnvironmentMapped = areas.EnvironmentMapped,
        };
    }
}
