using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CheckpointTools.Restore;

/// <summary>Named pipes in the file system, as mkfifo(1) makes them.</summary>
internal static partial class NamedPipe
{
    private const uint OwnerOnly = 0b110_000_000; // 0600

    // What a pipe may have of old without privileges (pipe(7)). With the usual 64 KB, writer and reader take turns sixteen times as often.
    private const int Capacity = 1 << 20;
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ

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
    internal static FileStream OpenForWriting(string path)
    {
        FileStream stream = Open(path, FileAccess.Write);

        // Where that is more than this user may have, the pipe stays as it is, and is merely slower.
        _ = Control(stream.SafeFileHandle, SetPipeSize, Capacity);
        return stream;
    }

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

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle descriptor, int command, int value);
}
