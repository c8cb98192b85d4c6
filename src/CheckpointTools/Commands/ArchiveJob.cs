namespace CheckpointTools.Commands;

/// <summary>What is done with one archive on another thread.</summary>
/// <param name="path">The archive.</param>
internal abstract class ArchiveJob(string path) : IProgress<long>
{
    private long _position;

    /// <summary>The archive.</summary>
    internal string Path => path;

    /// <summary>The work, not begun yet.</summary>
    internal abstract Task Work { get; }

    /// <summary>How far the file has been read.</summary>
    internal long Position => Volatile.Read(ref _position);

    /// <inheritdoc/>
    public void Report(long value) => Volatile.Write(ref _position, value);
}
