using System.Runtime.InteropServices;

namespace CheckpointTools.Archive;

/// <summary>
/// The machine's own zstd library, where it has one: as every Debian, Fedora and SUSE has, for their package managers need
/// it. It takes two thirds of the time of the managed decoder.
/// </summary>
internal static partial class ZstdLibrary
{
    // Its name since 2016; all that is called here has been there, unchanged, since 2018.
    private const string Name = "libzstd.so.1";

    private static readonly string[] Functions = ["ZSTD_createDStream", "ZSTD_freeDStream", "ZSTD_decompressStream", "ZSTD_isError", "ZSTD_getErrorName"];

    /// <summary>Whether it is there.</summary>
    internal static bool IsAvailable { get; } =
        NativeLibrary.TryLoad(Name, typeof(ZstdLibrary).Assembly, DllImportSearchPath.SafeDirectories, out nint library)
        && Functions.All(function => NativeLibrary.TryGetExport(library, function, out _));

    /// <summary>Makes a decoder.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for one.</exception>
    internal static Context CreateContext()
    {
        Context context = Create();
        return context.IsInvalid ? throw new InsufficientMemoryException() : context;
    }

    /// <summary>Decodes as much as input and output have room for.</summary>
    /// <param name="context">The decoder.</param>
    /// <param name="output">Where to.</param>
    /// <param name="written">How much was written there.</param>
    /// <param name="input">What is to be decoded.</param>
    /// <param name="taken">How much of it was used.</param>
    /// <returns>Whether a frame has ended, and all of it is in the output.</returns>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    internal static unsafe bool Decode(Context context, Span<byte> output, out int written, ReadOnlySpan<byte> input, out int taken)
    {
        fixed (byte* to = output)
        fixed (byte* from = input)
        {
            var destination = new Buffer { Start = to, Size = (nuint)output.Length };
            var source = new Buffer { Start = from, Size = (nuint)input.Length };
            nuint result = Decompress(context, ref destination, ref source);
            if (IsError(result) != 0)
                throw new InvalidDataException(Marshal.PtrToStringUTF8(ErrorName(result)));
            (written, taken) = ((int)destination.Position, (int)source.Position);
            return result == 0;
        }
    }

    [LibraryImport(Name, EntryPoint = "ZSTD_createDStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Context Create();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint Free(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint Decompress(Context context, ref Buffer output, ref Buffer input);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint IsError(nuint result);

    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ErrorName(nuint result);

    /// <summary>A decoder of the library's.</summary>
    internal sealed class Context() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Free(handle);
            return true;
        }
    }

    // ZSTD_inBuffer and ZSTD_outBuffer.
    private unsafe struct Buffer
    {
        internal byte* Start;
        internal nuint Size;
        internal nuint Position;
    }
}
