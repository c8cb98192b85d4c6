namespace CheckpointTools.Archive;

/// <summary>
/// Stops a decoder at its next read of the file. A decoder that only passes over what holds no data, such as skippable
/// frames or empty members, comes back to its caller no sooner than at the end of the file.
/// </summary>
internal sealed class CancellableSource(Stream file, CancellationToken cancellationToken) : ForwardStream
{
    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return file.Read(buffer);
    }

    public override long Skip(long count) => throw new NotSupportedException();
}
