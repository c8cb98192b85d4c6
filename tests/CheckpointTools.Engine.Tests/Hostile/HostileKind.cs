using CheckpointTools.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>One way in which an archive can be made to deceive or to exhaust whoever reads it.</summary>
/// <param name="Open">Makes the archive: in memory, or a stream that makes it up while it is read.</param>
/// <param name="Findings">The errors that must be among those found.</param>
internal sealed record HostileKind(Func<Stream> Open, params string[] Findings)
{
    /// <summary>The bounds, where the usual ones would make the test long.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    public HostileKind(Func<byte[]> make, params string[] findings)
        : this(() => new MemoryStream(make(), writable: false), findings)
    {
    }
}
