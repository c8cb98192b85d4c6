using CheckpointTools.Archive;

namespace CheckpointTools.Inspection;

/// <summary>How an archive is to be read.</summary>
public sealed record ScanOptions
{
    /// <summary>Whether to read all of it; else reading stops once the manifest is known.</summary>
    public bool Full { get; init; }

    /// <summary>Whether to compute the SHA-256 of the file; only with <see cref="Full"/>.</summary>
    public bool Hash { get; init; }

    /// <summary>
    /// Whether to tell the values of environment variables, and to take command lines and environments of the processes
    /// out of the memory pages. They may hold secrets.
    /// </summary>
    public bool IncludeEnvironment { get; init; }

    /// <summary>The bounds.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>Is told, on the calling thread, how many bytes of the file have been read.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Is asked for every member, and then shown all of its content, in order.</summary>
    internal Func<TarMember, Action<ReadOnlySpan<byte>>?>? Observer { get; init; }
}
