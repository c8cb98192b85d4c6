namespace CheckpointTools.Archive;

/// <summary>The content of one member while its reader stands on it.</summary>
internal sealed class TarMemberStream(ForwardStream tar, TarMember member, Action<ReadOnlySpan<byte>>? observer) : ForwardStream
{
    private long _left = member.Size;

    public override long Length => member.Size;

    public override long Position
    {
        get => member.Size - _left;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || buffer.IsEmpty)
            return 0;
        Span<byte> part = buffer[..(int)Math.Min(buffer.Length, _left)];
        int read = tar.Read(part);
        if (read == 0)
            throw CutOff();
        _left -= read;
        observer?.Invoke(part[..read]);
        return read;
    }

    public override long Skip(long count)
    {
        long wanted = Math.Min(count, _left);
        if (observer is not null)
            return ReadThrough(wanted);
        long passed = tar.Skip(wanted);
        _left -= passed;
        return passed < wanted ? throw CutOff() : passed;
    }

    private long ReadThrough(long count)
    {
        byte[] buffer = new byte[(int)Math.Min(count, 128 << 10)];
        long left = count;
        while (left > 0)
            left -= Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
        return count;
    }

    private ArchiveFormatException CutOff() => new(
        "TarTruncated",
        $"The archive ends {_left:N0} bytes before the end of {member.Name}: the file was cut off.",
        member.Name);
}
