namespace CheckpointTools.Criu;

/// <summary>Reads cgroup.img, of which only the sets are wanted: the controllers' properties are the host's business.</summary>
internal static class CgroupImage
{
    private const int Sets = 1;
    private const int Id = 1;
    private const int Controllers = 2;
    private const int Name = 1;
    private const int Path = 2;

    /// <summary>Reads the sets of cgroups.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="records">Where they are kept.</param>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message is no protobuf.</exception>
    public static void Read(CriuImageReader reader, ImageRecords records)
    {
        ProtobufFields fields = new(reader.ReadSingleMessage());
        while (fields.MoveNext())
        {
            if (fields.Number == Sets && fields.IsDelimited)
            {
                ReadSet(reader, fields.Bytes, records);
            }
        }
    }

    private static void ReadSet(CriuImageReader reader, ReadOnlySpan<byte> message, ImageRecords records)
    {
        uint? id = null;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            id = fields is { Number: Id, IsVarint: true } ? fields.Value32 : id;
        }

        if (id is not { } set)
        {
            throw reader.Malformed("a set of cgroups has no number");
        }

        if (!records.Budget.TryTake(64))
        {
            return;
        }

        records.CgroupSets.Add(set);
        fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == Controllers && fields.IsDelimited)
            {
                CheckpointCgroup cgroup = ReadMember(set, fields.Bytes);
                if (!records.Budget.TryTake(64 + RetainedBudget.WeightOf(cgroup.Controller) + RetainedBudget.WeightOf(cgroup.Path)))
                {
                    return;
                }

                records.Cgroups.Add(cgroup);
            }
        }
    }

    private static CheckpointCgroup ReadMember(uint set, ReadOnlySpan<byte> message)
    {
        string name = string.Empty, path = string.Empty;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            name = fields is { Number: Name, IsDelimited: true } ? KernelText.Decode(fields.Bytes) : name;
            path = fields is { Number: Path, IsDelimited: true } ? KernelText.Decode(fields.Bytes) : path;
        }

        return new CheckpointCgroup(set, name, path);
    }
}
