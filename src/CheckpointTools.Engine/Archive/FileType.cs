using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CheckpointTools.Archive;

/// <summary>Tells a regular file from a pipe, a socket or a device, which .NET does not before it opens them.</summary>
internal static partial class FileType
{
    // statx(2): unlike stat's, its structure is the same on all architectures.
    private const int CurrentDirectory = -100;
    private const uint TypeMask = 1;
    private const int StructureSize = 256;
    private const int ModeOffset = 28;
    private const int FormatBits = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether the path is a regular file, or a link to one.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True also where it cannot be told: opening the file then says what is wrong.</returns>
    internal static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        Span<byte> status = stackalloc byte[StructureSize];
        if (StatX(CurrentDirectory, path, 0, TypeMask, ref MemoryMarshal.GetReference(status)) != 0)
            return true;
        return (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & FormatBits) == RegularFile;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte status);
}
