using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>
/// Sets aside the images that CRIU would not open. Podman keeps a container's images in one folder and empties it for no
/// checkpoint: one of a container that went on running (<c>--leave-running</c>) has those of processes long gone beside
/// its own, with numbers that mean nothing any more.
/// </summary>
internal sealed class LeftOverImages(ImageRecords records, FindingList findings, string folder)
{
    private readonly List<string> _names = [];

    /// <summary>Removes what belongs to no process of the tree from the records.</summary>
    public void SetAside()
    {
        HashSet<int> processes = [.. records.Processes.Select(process => process.Pid)];
        HashSet<int> threads = [.. records.Processes.SelectMany(process => process.Threads), .. processes];
        Drop(records.Cores, pid => !threads.Contains(pid), CriuImageKind.Core);
        Drop(records.Ids, pid => !processes.Contains(pid), CriuImageKind.Ids);
        Drop(records.Memories, pid => !processes.Contains(pid), CriuImageKind.Memory);
        Drop(records.FileSystems, pid => !processes.Contains(pid), CriuImageKind.FileSystem);
        HashSet<uint> tables = [.. records.Ids.Values.Select(ids => ids.FilesId)];
        Drop(records.FileDescriptors, id => !tables.Contains(id), CriuImageKind.FileDescriptors);
        HashSet<long> mountNamespaces = [.. records.Ids.Values.Where(ids => ids.HasMntNsId).Select(ids => (long)ids.MntNsId)];
        if (mountNamespaces.Count > 0)
        {
            _names.AddRange(records.Mounts.Select(mount => mount.Namespace).Where(id => !mountNamespaces.Contains(id)).Distinct().Select(id => CriuImageKind.Mounts.FileName((ulong)id)));
            records.Mounts.RemoveAll(mount => !mountNamespaces.Contains(mount.Namespace));
        }

        DropPagemaps(processes);
        if (_names.Count > 0)
        {
            findings.Add(Finding.Information(
                "CriuImagesLeftOver",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_names.Count} images, such as {folder}{_names[0]}, belong to no process of this checkpoint. An earlier checkpoint of the container left them behind; a restore ignores them, but they may hold what was in memory then."),
                folder.TrimEnd('/')));
        }
    }

    private void DropPagemaps(HashSet<int> processes)
    {
        HashSet<ulong> segments = [.. records.Memories.Values.SelectMany(memory => memory.SharedSegments)];
        List<PagemapRecord> kept = [.. records.Pagemaps.Where(map => map.Pid is { } pid ? processes.Contains(pid) : segments.Contains(map.SharedSegment))];
        HashSet<uint> claimed = [.. kept.Select(map => map.PagesId)];

        // A segment that is not mapped may still be attached by its key or open as a file: it stays where nothing speaks against it.
        foreach (PagemapRecord map in records.Pagemaps.Where(map => map.Pid is null && !segments.Contains(map.SharedSegment)))
        {
            if ((map.PageSize is not null || map.PresentPages == 0 || map.HasUnknownFields) && claimed.Add(map.PagesId))
            {
                kept.Add(map);
            }
        }

        _names.AddRange(records.Pagemaps.Except(kept).Select(map => map.MemberName[folder.Length..]));
        records.Pagemaps.Clear();
        records.Pagemaps.AddRange(kept);
        if (!records.Damaged.Contains(CriuImageKind.Pagemap) && !records.Damaged.Contains(CriuImageKind.SharedPagemap))
        {
            Drop(records.PagesLengths, id => !claimed.Contains(id), CriuImageKind.Pages);
        }
    }

    private void Drop<TKey, TValue>(Dictionary<TKey, TValue> images, Func<TKey, bool> isLeftOver, CriuImageKind kind)
        where TKey : struct, IConvertible
    {
        foreach (TKey key in images.Keys.Where(isLeftOver).ToArray())
        {
            images.Remove(key);
            _names.Add(kind.FileName(key.ToUInt64(CultureInfo.InvariantCulture)));
        }
    }
}
