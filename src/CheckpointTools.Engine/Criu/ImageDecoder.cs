namespace CheckpointTools.Criu;

/// <summary>Reads one image of a kind that is decoded into the records.</summary>
internal static class ImageDecoder
{
    /// <summary>Whether images of a kind are decoded here, and not merely looked at.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True when <see cref="Read"/> knows it.</returns>
    public static bool Decodes(CriuImageKind kind) =>
        kind == CriuImageKind.Inventory || kind == CriuImageKind.ProcessTree || kind == CriuImageKind.Core
        || kind == CriuImageKind.Ids || kind == CriuImageKind.Memory || kind == CriuImageKind.FileDescriptors
        || kind == CriuImageKind.Files || kind == CriuImageKind.FileSystem || kind == CriuImageKind.Mounts
        || kind == CriuImageKind.Cgroup || kind == CriuImageKind.Seccomp || kind == CriuImageKind.UtsNamespace
        || kind == CriuImageKind.UserNamespace;

    /// <summary>Reads an image.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="records">What the reading fills.</param>
    /// <param name="findings">What the reading finds.</param>
    /// <param name="memberName">The image's name in the archive.</param>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message in it is none.</exception>
    public static void Read(
        CriuImageReader reader, CriuImageKind kind, ulong number, ImageRecords records, FindingList findings, string memberName)
    {
        if (kind == CriuImageKind.Inventory)
        {
            records.Inventory = SmallImages.ReadInventory(reader);
        }
        else if (kind == CriuImageKind.Cgroup)
        {
            CgroupImage.Read(reader, records, findings, memberName);
        }
        else if (kind == CriuImageKind.Seccomp)
        {
            records.Seccomp = SeccompImage.Read(reader, records.Budget);
        }
        else if (kind == CriuImageKind.UserNamespace)
        {
            records.MapsHostRoot |= SmallImages.ReadUserNamespace(reader);
        }
        else if (kind == CriuImageKind.UtsNamespace)
        {
            Keep(records, 256, () => records.UtsNamespaces[(uint)number] = SmallImages.ReadUtsNamespace(reader));
        }
        else if (kind.IsOfProcess)
        {
            ReadOfProcess(reader, kind, (int)number, records);
        }
        else
        {
            ReadEntries(reader, kind, number, records, findings, memberName);
        }
    }

    private static void ReadOfProcess(CriuImageReader reader, CriuImageKind kind, int pid, ImageRecords records)
    {
        if (kind == CriuImageKind.Core)
        {
            CoreRecord core = CoreImage.Read(reader);
            Keep(records, CoreImage.WeightOf(core), () => records.Cores[pid] = core);
        }
        else if (kind == CriuImageKind.Ids)
        {
            Keep(records, 256, () => records.Ids[pid] = SmallImages.ReadIds(reader));
        }
        else if (kind == CriuImageKind.Memory)
        {
            Keep(records, 256, () => records.Memories[pid] = MemoryImage.Read(reader, records.Budget));
        }
        else
        {
            Keep(records, 96, () => records.FileSystems[pid] = SmallImages.ReadFileSystem(reader));
        }
    }

    private static void ReadEntries(
        CriuImageReader reader, CriuImageKind kind, ulong number, ImageRecords records, FindingList findings, string memberName)
    {
        List<FileDescriptorRecord> descriptors = [];
        if (kind == CriuImageKind.FileDescriptors)
        {
            records.FileDescriptors[(uint)number] = descriptors;
        }

        while (reader.TryReadMessage(out ReadOnlySpan<byte> message))
        {
            if (kind == CriuImageKind.FileDescriptors)
            {
                FileDescriptorRecord descriptor = SmallImages.ReadDescriptor(reader, message);
                Keep(records, 192, () => descriptors.Add(descriptor));
            }
            else if (kind == CriuImageKind.Files)
            {
                (FileKey key, FileRecord file) = FilesImage.Read(reader, message);
                if (records.Files.ContainsKey(key))
                {
                    findings.Add(Finding.Error(
                        "OpenFileDuplicate",
                        $"The open file {key.Id} of type {CriuNames.FileType(key.Type)} is there twice: CRIU would restore one of them, and nobody can say which.",
                        memberName));
                    continue;
                }

                Keep(records, FilesImage.WeightOf(file), () => records.Files.Add(key, file));
            }
            else if (kind == CriuImageKind.Mounts)
            {
                CheckpointMount mount = SmallImages.ReadMount(reader, message, number);
                Keep(records, WeightOf(mount), () => records.Mounts.Add(mount));
            }
            else
            {
                ProcessRecord process = SmallImages.ReadProcess(reader, message);
                Keep(records, 1024 + (12L * process.Threads.Count), () => records.Processes.Add(process));
            }
        }
    }

    private static void Keep(ImageRecords records, long weight, Action keep)
    {
        if (records.Budget.TryTake(weight))
        {
            keep();
        }
    }

    private static long WeightOf(CheckpointMount mount) =>
        320 + RetainedBudget.WeightOf(mount.Destination) + RetainedBudget.WeightOf(mount.Source) + RetainedBudget.WeightOf(mount.Root)
            + RetainedBudget.WeightOf(mount.Options) + RetainedBudget.WeightOf(mount.ExternalKey);
}
