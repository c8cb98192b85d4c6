namespace CheckpointTools.Criu;

/// <summary>A range of a process's addresses.</summary>
/// <param name="Start">The first byte's address.</param>
/// <param name="End">The address behind the last byte.</param>
internal readonly record struct AddressRange(ulong Start, ulong End)
{
    public bool IsEmpty => End <= Start;

    public ulong Length => IsEmpty ? 0 : End - Start;

    /// <summary>The range, or its beginning where it is longer than allowed.</summary>
    public AddressRange Cut(int length) => Length <= (ulong)length ? this : this with { End = Start + (ulong)length };
}
