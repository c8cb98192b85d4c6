using System.Runtime.InteropServices;

namespace CheckpointTools.Restore;

/// <summary>Named pipes in the file system, as mkfifo(1) makes them.</summary>
internal static partial class NamedPipe
{
    private const uint OwnerOnly = 0b110_000_000; // 0600

    /// <summary>Makes a pipe that only this user can open.</summary>
    /// <param name="path">A path where nothing is.</param>
    /// <exception cref="IOException">It could not be made.</exception>
    internal static void Create(string path)
    {
        if (MakeFifo(path, OwnerOnly) != 0)
            throw new IOException($"The pipe {path} could not be made: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Opens a pipe for writing; waits until somebody opens it for reading.</summary>
    /// <param name="path">The pipe.</param>
    /// <returns>The stream.</returns>
    internal static FileStream OpenForWriting(string path) => Open(path, FileAccess.Write);

    /// <summary>Lets go whoever waits in <see cref="OpenForWriting"/>: opening both ends never waits.</summary>
    /// <param name="path">The pipe.</param>
    internal static void Release(string path)
    {
        try
        {
            Open(path, FileAccess.ReadWrite).Dispose();
        }
        catch (FileNotFoundException)
        {
            // Nobody waits at a pipe that is gone.
        }
    }

    private static FileStream Open(string path, FileAccess access) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = access,
        Share = FileShare.ReadWrite,
        BufferSize = 0,
    });

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeFifo(string path, uint mode);
}
