using System.Globalization;

namespace CheckpointTools;

/// <summary>
/// How much memory is mapped, by what it is, in bytes: the sizes of the virtual memory areas (<c>vma_entry</c> of
/// mm-PID.img), whether their pages were ever touched or not. Each area is counted once.
/// </summary>
public sealed record CheckpointMemory
{
    /// <summary>All of it.</summary>
    public long Total => Anonymous + File + Shared + Stack + Heap + Other;

    /// <summary>Private memory of no file that is neither stack nor heap (<c>VMA_ANON_PRIVATE</c>).</summary>
    public long Anonymous { get; init; }

    /// <summary>Files mapped, privately or shared (<c>VMA_FILE_PRIVATE</c>, <c>VMA_FILE_SHARED</c>).</summary>
    public long File { get; init; }

    /// <summary>Memory of no file shared among processes (<c>VMA_ANON_SHARED</c>, <c>VMA_AREA_SYSVIPC</c>, <c>VMA_AREA_MEMFD</c>).</summary>
    public long Shared { get; init; }

    /// <summary>The main thread's stack (<c>VMA_AREA_STACK</c>).</summary>
    public long Stack { get; init; }

    /// <summary>The heap that <c>brk(2)</c> grows (<c>VMA_AREA_HEAP</c>).</summary>
    public long Heap { get; init; }

    /// <summary>What the kernel maps (vdso, vvar, vsyscall) and what is none of the others.</summary>
    public long Other { get; init; }

    /// <summary>Adds two up.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, kind by kind.</returns>
    public static CheckpointMemory operator +(CheckpointMemory left, CheckpointMemory right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new CheckpointMemory
        {
            Anonymous = left.Anonymous + right.Anonymous,
            File = left.File + right.File,
            Shared = left.Shared + right.Shared,
            Stack = left.Stack + right.Stack,
            Heap = left.Heap + right.Heap,
            Other = left.Other + right.Other,
        };
    }

    /// <summary>Adds two up.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, kind by kind.</returns>
    public static CheckpointMemory Add(CheckpointMemory left, CheckpointMemory right) => left + right;

    /// <summary>All of it, in bytes.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Total.ToString(CultureInfo.InvariantCulture);
}
