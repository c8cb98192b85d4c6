namespace CheckpointTools.Podman;

/// <summary>
/// What stays true of this machine's Podman from one pipeline of a session to the next: versions, runtimes, storage. Asking
/// for it takes a third of the time of restoring a small container.
/// </summary>
/// <remarks>
/// It is taken for true only while the files that decide it are what they were (<see cref="HostStamp"/>). Nothing that a
/// container, a pod or an image changes is kept, nothing of a remote host, and no free space.
/// </remarks>
public sealed class HostMemory
{
    private readonly Func<ContainerHost, string> _stamp;
    private Kept? _kept;

    /// <summary>A memory with nothing in it.</summary>
    public HostMemory()
        : this(HostStamp.Of)
    {
    }

    /// <summary>A memory that goes by another stamp than that of this machine's files.</summary>
    /// <param name="stamp">Gives the stamp of a host; of none before it was read.</param>
    internal HostMemory(Func<ContainerHost, string> stamp) => _stamp = stamp;

    /// <summary>What is kept here of a host.</summary>
    internal const HostFact Facts = HostFact.System | HostFact.Criu | HostFact.Runtime;

    /// <summary>What to give to <see cref="Keep"/> after reading.</summary>
    internal string Begin() => _stamp(new ContainerHost());

    /// <summary>Keeps facts.</summary>
    /// <param name="host">A host of which <see cref="Facts"/> are known.</param>
    /// <param name="begun">What <see cref="Begin"/> gave before they were read.</param>
    internal void Keep(ContainerHost host, string begun)
    {
        if (host.IsRemote || begun != Begin())
            return;
        var lasting = host with { FreeSpace = null, Pods = [], Containers = [], Volumes = [], Images = [], Networks = [] };
        _kept = new Kept(lasting, _stamp(lasting));
    }

    /// <summary>Gives what was kept, if it is still true.</summary>
    /// <returns>The host with <see cref="Facts"/>; null where they have to be read.</returns>
    internal ContainerHost? Recall() =>
        _kept is { } kept && kept.Stamp == _stamp(kept.Host) ? kept.Host with { FreeSpace = FreeSpace.At(kept.Host.GraphRoot) } : null;

    private sealed record Kept(ContainerHost Host, string Stamp);
}
