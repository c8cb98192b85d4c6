namespace CheckpointTools.Restore;

/// <summary>
/// A private folder for what a restore needs on the way: 0700, its files 0600, gone when it is disposed, and swept by
/// the next run where this one was killed.
/// </summary>
/// <remarks>A lock on a file in the folder tells a folder in use from one left behind: the kernel drops it with the process.</remarks>
internal sealed class StagingFolder : IDisposable
{
    private const string Prefix = "checkpointtools-";
    private const string LockName = "lock";
    private const long SpaceFloor = 1 << 20; // less than this is full
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StagingFolder(string path, FileStream folderLock)
    {
        FolderPath = path;
        _lock = folderLock;
    }

    /// <summary>The folder.</summary>
    internal string FolderPath { get; }

    /// <summary>Makes a folder, after sweeping those that killed runs left beside it.</summary>
    /// <param name="parent">An existing folder.</param>
    /// <returns>The folder; dispose it.</returns>
    /// <exception cref="CheckpointToolsException"><c>StagingUnavailable</c>: the parent cannot be written.</exception>
    internal static StagingFolder Create(string parent)
    {
        try
        {
            Sweep(parent);
            string path = Path.Combine(parent, Prefix + Path.GetRandomFileName());
            Directory.CreateDirectory(path, OwnerOnly);
            return new StagingFolder(path, Lock(path, FileMode.CreateNew));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointToolsException("StagingUnavailable", $"Nothing can be staged in {parent}: {exception.Message}", "Name another folder with -StagingPath.", exception);
        }
    }

    /// <summary>A file in the folder.</summary>
    /// <param name="name">A plain name.</param>
    /// <returns>Its path.</returns>
    internal string PathOf(string name) => Path.Combine(FolderPath, name);

    /// <summary>Creates a file that only this user can read.</summary>
    /// <param name="name">A plain name.</param>
    /// <param name="expectedSize">How many bytes it will have, as far as is known; they are reserved at once.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="CheckpointToolsException"><c>NotEnoughSpace</c>.</exception>
    internal FileStream CreateFile(string name, long expectedSize)
    {
        long free = FreeSpace(FolderPath);
        if (free < expectedSize)
            throw NotEnough(expectedSize, free);
        return new FileStream(PathOf(name), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    /// <summary>The error for a file of the folder that could not be written to its end.</summary>
    /// <param name="written">How many bytes were.</param>
    /// <param name="cause">What the system said.</param>
    /// <returns><c>NotEnoughSpace</c> where there is no room left, else <c>StagingUnavailable</c>.</returns>
    internal CheckpointToolsException WriteFailed(long written, IOException cause)
    {
        long free = FreeSpace(FolderPath);
        return free < SpaceFloor
            ? NotEnough(written, free, cause)
            : new CheckpointToolsException("StagingUnavailable", $"The archive could not be staged in {Path.GetDirectoryName(FolderPath)}: {cause.Message}", "Name another folder with -StagingPath.", cause);
    }

    /// <summary>Free bytes where a path lies.</summary>
    internal static long FreeSpace(string path) => new DriveInfo(path).AvailableFreeSpace;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The lock goes last: until then nobody else sweeps.
        Delete(FolderPath);
        _lock.Dispose();
    }

    private CheckpointToolsException NotEnough(long needed, long free, Exception? cause = null) => new(
        "NotEnoughSpace",
        $"Staging the archive in {Path.GetDirectoryName(FolderPath)} needs at least {BinarySize.TextInFull(needed)}; {BinarySize.TextInFull(free)} are free.",
        "Name a folder with more room with -StagingPath.",
        cause);

    private static void Sweep(string parent)
    {
        foreach (string path in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                // A link of this name may be somebody's trap.
                if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0)
                    continue;
                using FileStream left = Lock(path, FileMode.Open);
                Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours.
            }
        }
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None, 1);

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Podman may still be deleting its own there; the next run sweeps.
        }
    }
}
