using CheckpointTools.Archive;

namespace CheckpointTools.Criu;

/// <summary>
/// Reads cgroup.img. Of the controllers' properties, which are the host's business, it is only asked whether they are of
/// cgroups: CRIU writes each to a file whose path it puts together of the names here. Few images have two dots anywhere.
/// </summary>
internal static class CgroupImage
{
    private const int Sets = 1;
    private const int Id = 1;
    private const int Controllers = 2;
    private const int Name = 1;
    private const int Path = 2;
    private const int Folders = 2;
    private const int Properties = 3;
    private const int MostFolders = 256; // one within the other
    private const int MostShown = 200;

    /// <summary>Reads the sets of cgroups.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="records">Where they are kept.</param>
    /// <param name="findings">What the reading finds.</param>
    /// <param name="memberName">The image's name in the archive.</param>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message is no protobuf.</exception>
    public static void Read(CriuImageReader reader, ImageRecords records, FindingList findings, string memberName)
    {
        ProtobufFields fields = new(reader.ReadSingleMessage());
        while (fields.MoveNext())
        {
            if (fields.Number == Sets && fields.IsDelimited)
            {
                ReadSet(reader, fields.Bytes, records);
            }
            else if (fields.Number == Controllers && fields.IsDelimited && fields.Bytes.IndexOf(".."u8) >= 0 && FindClimbing(reader, fields.Bytes, 0) is { } name)
            {
                findings.Add(Finding.Trust(
                    FindingRisk.High,
                    "ImagePathClimbs",
                    $"CRIU would write a setting of a cgroup to a path that leads out of the cgroups, to any file of the host: {name}.",
                    memberName));
            }
        }
    }

    // A controller and a folder both have their names in field 1, and their folders in field 2.
    private static string? FindClimbing(CriuImageReader reader, ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MostFolders)
        {
            throw reader.Malformed("cgroups lie deeper one within the other than the kernel allows");
        }

        string? found = null;
        ProtobufFields fields = new(message);
        while (found is null && fields.MoveNext())
        {
            found = !fields.IsDelimited ? null : fields.Number switch
            {
                Name => Climbing(fields.Bytes),
                Folders => FindClimbing(reader, fields.Bytes, depth + 1),
                Properties when depth > 0 => FindProperty(fields.Bytes),
                _ => null,
            };
        }

        return found;
    }

    private static string? FindProperty(ReadOnlySpan<byte> message)
    {
        string? found = null;
        ProtobufFields fields = new(message);
        while (found is null && fields.MoveNext())
        {
            found = fields is { Number: Name, IsDelimited: true } ? Climbing(fields.Bytes) : null;
        }

        return found;
    }

    private static string? Climbing(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(".."u8) < 0)
        {
            return null;
        }

        string name = KernelText.Decode(bytes);
        return !MemberName.Climbs(name) ? null : name.Length <= MostShown ? name : name[..MostShown] + "…";
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
