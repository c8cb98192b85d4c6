namespace CheckpointTools.Podman;

/// <summary>Asks file systems of this machine how much room they have.</summary>
internal static class FreeSpace
{
    /// <summary>Bytes that may still be written.</summary>
    /// <param name="folder">A folder.</param>
    /// <returns>The bytes; null where they could not be asked.</returns>
    internal static long? At(string folder)
    {
        try
        {
            return Path.IsPathFullyQualified(folder) ? new DriveInfo(folder).AvailableFreeSpace : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
