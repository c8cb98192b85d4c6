namespace CheckpointTools.Commands;

/// <summary>The reading of one archive.</summary>
internal sealed class VerificationJob : ArchiveJob
{
    /// <summary>Describes the job.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="work">Reads it; is given the job, to report its progress to.</param>
    internal VerificationJob(string path, Func<IProgress<long>, CheckpointManifest> work)
        : base(path) => Reading = new Task<CheckpointManifest>(() => work(this));

    /// <inheritdoc/>
    internal override Task Work => Reading;

    /// <summary>What was found, once the work is done; throws what it met.</summary>
    internal CheckpointManifest Result => Reading.GetAwaiter().GetResult();

    private Task<CheckpointManifest> Reading { get; }
}
