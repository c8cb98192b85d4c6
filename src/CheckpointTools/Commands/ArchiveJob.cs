namespace CheckpointTools.Commands;

/// <summary>The reading of one archive on another thread.</summary>
internal sealed class ArchiveJob : IProgress<long>
{
    private long _position;

    /// <summary>Describes the job.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="work">Reads it; is given the job, to report its progress to.</param>
    internal ArchiveJob(string path, Func<IProgress<long>, CheckpointManifest> work)
    {
        Path = path;
        Work = new Task<CheckpointManifest>(() => work(this));
    }

    /// <summary>The archive.</summary>
    internal string Path { get; }

    /// <summary>The reading.</summary>
    internal Task<CheckpointManifest> Work { get; }

    /// <summary>How far the file has been read.</summary>
    internal long Position => Volatile.Read(ref _position);

    /// <inheritdoc/>
    public void Report(long value) => Volatile.Write(ref _position, value);
}
