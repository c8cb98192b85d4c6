using System.Globalization;
using CheckpointTools.Criu.Messages;

namespace CheckpointTools.Criu;

/// <summary>Holds what refers to open files against files.img.</summary>
internal sealed class FileChecks(ImageRecords records, FindingList findings, string folder)
{
    /// <summary>Checks the descriptors, the programs, the working and root folders, named pipes and terminals.</summary>
    public void Run()
    {
        bool anythingRefers = records.FileDescriptors.Values.Any(table => table.Count > 0) || records.FileSystems.Count > 0;
        string filesImage = folder + CriuImageKind.Files.FileName(0);
        if (!records.Seen.Contains((CriuImageKind.Files, 0)))
        {
            if (anythingRefers)
            {
                findings.Add(Finding.Error(
                    "CriuImageMissing", $"The image {filesImage} of all open files is missing; CRIU cannot restore any process.", filesImage));
            }

            return;
        }

        // Where files.img is damaged, what is missing in it has been said already.
        if (records.Damaged.Contains(CriuImageKind.Files))
        {
            return;
        }

        foreach ((uint number, List<FileDescriptorRecord> table) in records.FileDescriptors)
        {
            CheckTable(table, folder + CriuImageKind.FileDescriptors.FileName(number));
        }

        foreach ((int pid, FsEntry fileSystem) in records.FileSystems)
        {
            string location = folder + CriuImageKind.FileSystem.FileName((ulong)pid);
            RequireRegular(fileSystem.CwdId, $"the working folder of the process {pid}", location);
            RequireRegular(fileSystem.RootId, $"the root folder of the process {pid}", location);
        }

        foreach ((int pid, MemoryRecord memory) in records.Memories)
        {
            RequireRegular(memory.ExecutableFileId, $"the program of the process {pid}", folder + CriuImageKind.Memory.FileName((ulong)pid));
        }

        foreach ((FileKey key, FileRecord file) in records.Files)
        {
            if (file.PathFileId is { } id)
            {
                RequireRegular(id, $"the path of the open file {key.Id}", filesImage);
            }
        }
    }

    private void CheckTable(List<FileDescriptorRecord> table, string location)
    {
        HashSet<int> numbers = [];
        foreach (FileDescriptorRecord descriptor in table)
        {
            if (!numbers.Add(descriptor.Fd))
            {
                findings.Add(Finding.Error("FileDescriptorDuplicate", Text($"The file descriptor {descriptor.Fd} is there twice."), location));
            }

            if (descriptor.Type <= FileKey.LastStored && !records.Files.ContainsKey(new FileKey(descriptor.Type, descriptor.FileId)))
            {
                Missing(descriptor.FileId, $"the file descriptor {descriptor.Fd} ({CriuNames.FileType(descriptor.Type)})", location);
            }
        }
    }

    private void RequireRegular(uint id, FormattableString what, string location)
    {
        if (!records.Files.ContainsKey(new FileKey(FileKey.Regular, id)) && !records.Files.ContainsKey(new FileKey(FileKey.Memory, id)))
        {
            Missing(id, what, location);
        }
    }

    private void Missing(uint id, FormattableString what, string location) => findings.Add(Finding.Error(
        "OpenFileMissing",
        $"The open file {Text($"{id}")} of {Text(what)} is not in files.img; CRIU cannot restore it.",
        location));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
