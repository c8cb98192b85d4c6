namespace CheckpointTools.Restore;

/// <summary>How an archive reaches Podman. The words of <see cref="RestoredContainer.Transfer"/>.</summary>
/// <remarks>
/// Never as the file itself, be it a plain tar that needs no change: between its verification and Podman's three readings
/// somebody else could write another one in its place.
/// </remarks>
internal static class ArchiveTransfer
{
    /// <summary>As a canonical plain tar in a file.</summary>
    internal const string Staged = "Staged";

    /// <summary>As the same tar through a pipe, while the archive is still being read.</summary>
    internal const string Fed = "Fed";

    // Below this a file in memory costs nothing, and a pipe two threads.
    private const long FeedFrom = 4 << 20;

    /// <summary>Chooses the way.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="host">The host's facts.</param>
    /// <returns>The way, and how often Podman will open the archive, which only feeding asks for.</returns>
    internal static (string Way, int Openings) Choose(RestorePlan plan, ContainerHost host)
    {
        bool feeds = !host.IsRemote && plan.Options.StagingPath.Length == 0 && plan.Manifest!.ArchiveSize >= FeedFrom;
        return feeds && Openings(host.PodmanVersion) is { } openings ? (Fed, openings) : (Staged, 0);
    }

    /// <summary>How often a version of Podman opens the archive of an import, as counted on real hosts.</summary>
    /// <param name="version">Podman's version.</param>
    /// <returns>The number; null for a version that nobody counted with, which is given a file.</returns>
    internal static int? Openings(string version) => SoftwareVersion.Parse(version) switch
    {
        { Major: 5 or 6 } => 3, // runtime, configuration, contents: 5.4.2, 5.8.6, 6.1.1
        _ => null,
    };
}
