namespace CheckpointTools.Criu;

/// <summary>Sums up the areas of an address space (<c>vma_entry</c>) as they pass.</summary>
internal sealed class MemoryAreas(AddressRange arguments, AddressRange environment, RetainedBudget budget)
{
    private const int Start = 1;
    private const int End = 2;
    private const int SharedSegment = 4;
    private const int Flags = 6;
    private const int Status = 7;

    private const uint Stack = 1 << 1;
    private const uint Vsyscall = 1 << 2;
    private const uint Vdso = 1 << 3;
    private const uint Heap = 1 << 5;
    private const uint FilePrivate = 1 << 6;
    private const uint FileShared = 1 << 7;
    private const uint AnonymousShared = 1 << 8;
    private const uint AnonymousPrivate = 1 << 9;
    private const uint SystemVIpc = 1 << 10;
    private const uint Vvar = 1 << 12;
    private const uint MemoryFile = 1 << 14;
    private const uint Guard = 1 << 16;
    private const uint GrowsDown = 0x100;

    private readonly HashSet<ulong> _sharedSegments = [];
    private long _anonymous;
    private long _file;
    private long _shared;
    private long _stack;
    private long _heap;
    private long _other;
    private ulong _previousEnd;
    private AddressRange _arguments = arguments;
    private AddressRange _environment = environment;

    /// <summary>Whether each area so far begins before it ends and after the one before it ends.</summary>
    public bool InOrder { get; private set; } = true;

    /// <summary>Whether the areas cover the arguments. It holds for areas in order.</summary>
    public bool ArgumentsMapped => _arguments.IsEmpty;

    /// <summary>Whether the areas cover the environment. It holds for areas in order.</summary>
    public bool EnvironmentMapped => _environment.IsEmpty;

    /// <summary>The shared segments that are mapped.</summary>
    public IReadOnlyList<ulong> SharedSegments => [.. _sharedSegments];

    /// <summary>The sums.</summary>
    public CheckpointMemory Mapped => new()
    {
        Anonymous = _anonymous,
        File = _file,
        Shared = _shared,
        Stack = _stack,
        Heap = _heap,
        Other = _other,
    };

    /// <summary>Adds an area.</summary>
    /// <param name="message">Its message.</param>
    /// <exception cref="ProtobufFormatException">The message is no protobuf.</exception>
    public void Add(ReadOnlySpan<byte> message)
    {
        ulong start = 0, end = 0, segment = 0;
        uint flags = 0, status = 0;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            switch (fields.Number)
            {
                case Start:
                    start = fields.Value;
                    break;
                case End:
                    end = fields.Value;
                    break;
                case SharedSegment:
                    segment = fields.Value;
                    break;
                case Flags:
                    flags = fields.Value32;
                    break;
                case Status:
                    status = fields.Value32;
                    break;
                default:
                    break;
            }
        }

        // Guards are notes about a part of another area, at the list's end; they map nothing.
        if ((status & Guard) != 0)
        {
            return;
        }

        if (end <= start || start < _previousEnd || end - start > long.MaxValue / 1024)
        {
            InOrder = false;
            return;
        }

        _previousEnd = end;
        _arguments = Uncovered(_arguments, start, end);
        _environment = Uncovered(_environment, start, end);
        Sum(status, flags) += (long)(end - start);
        if ((status & (AnonymousShared | SystemVIpc)) != 0 && !_sharedSegments.Contains(segment) && budget.TryTake(48))
        {
            _sharedSegments.Add(segment);
        }
    }

    private static AddressRange Uncovered(AddressRange range, ulong start, ulong end) =>
        start <= range.Start && end > range.Start ? range with { Start = end } : range;

    private ref long Sum(uint status, uint flags)
    {
        // What the kernel maps counts as private to CRIU as well.
        if ((status & (Vsyscall | Vdso | Vvar)) != 0)
        {
            return ref _other;
        }

        if ((status & Stack) != 0 || (flags & GrowsDown) != 0)
        {
            return ref _stack;
        }

        if ((status & Heap) != 0)
        {
            return ref _heap;
        }

        // Shared memory of no file is a memfd to the kernel, and so to CRIU where it can tell.
        if ((status & (AnonymousShared | SystemVIpc | MemoryFile)) != 0)
        {
            return ref _shared;
        }

        if ((status & (FilePrivate | FileShared)) != 0)
        {
            return ref _file;
        }

        if ((status & AnonymousPrivate) != 0)
        {
            return ref _anonymous;
        }

        return ref _other;
    }
}
