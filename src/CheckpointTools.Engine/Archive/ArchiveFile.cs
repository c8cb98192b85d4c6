namespace CheckpointTools.Archive;

/// <summary>Opens archive files, and refuses what is no file.</summary>
public static class ArchiveFile
{
    /// <summary>Opens an archive for one pass.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The stream, at its start; the caller disposes it.</returns>
    /// <exception cref="CheckpointToolsException">
    /// <c>ArchiveNotFound</c>, <c>ArchiveIsDirectory</c>, <c>ArchiveNotRegular</c> or <c>ArchiveAccessDenied</c>.
    /// </exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new CheckpointToolsException("ArchiveIsDirectory", $"{path} is a directory, not an archive.", "Name the archives in it: -Path 'FOLDER/*'.");
        try
        {
            // Opening a named pipe or a device can wait for ever.
            if (!FileType.IsRegular(path))
                throw new CheckpointToolsException("ArchiveNotRegular", $"{path} is no regular file.", "Copy the archive into a file first.");
            return new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException or ArgumentException)
        {
            throw new CheckpointToolsException("ArchiveNotFound", $"{path} does not exist.", "Check the path.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CheckpointToolsException("ArchiveAccessDenied", $"{path} may not be read by this user.", "Podman writes archives with mode 0600 as root: run as root, or change the archive's owner.", exception);
        }
    }
}
