namespace CheckpointTools.Podman;

/// <summary>
/// What stays true of this machine's Podman from one pipeline of a session to the next: versions, runtimes, storage and
/// images. Asking for it takes longer than CRIU takes to restore a small container.
/// </summary>
/// <remarks>
/// It is taken for true only while the files that decide it are what they were (<see cref="HostStamp"/>), and it never
/// refuses a restore: a plan that is not ready is made again from what Podman says now. Nothing of containers, pods,
/// volumes and networks, which tell the addresses in use, is kept, nothing of a remote host, and no free space.
/// </remarks>
public sealed class HostMemory
{
    private const HostFact System = HostFact.System | HostFact.Criu | HostFact.Runtime;

    private readonly Func<ContainerHost, string> _stamp;
    private Kept? _kept;

    /// <summary>A memory with nothing in it.</summary>
    public HostMemory()
        : this(HostStamp.Of)
    {
    }

    /// <summary>A memory that goes by another stamp than that of this machine's files.</summary>
    /// <param name="stamp">Gives the stamp of a host; of one that says nothing before it was read.</param>
    internal HostMemory(Func<ContainerHost, string> stamp) => _stamp = stamp;

    /// <summary>What may be kept here of a host.</summary>
    internal const HostFact Facts = System | HostFact.Images;

    /// <summary>What to give to <see cref="Keep"/> after reading.</summary>
    /// <param name="host">The host as far as it is known.</param>
    internal (ContainerHost Host, string Stamp) Begin(ContainerHost host) => (host, _stamp(host));

    /// <summary>Keeps facts.</summary>
    /// <param name="host">The host.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="begun">What <see cref="Begin"/> gave before they were read.</param>
    internal void Keep(ContainerHost host, HostFact known, (ContainerHost Host, string Stamp) begun)
    {
        if (host.IsRemote || (known & System) != System || begun.Stamp != _stamp(begun.Host))
            return;

        // Where images lie is known only after a first reading: what changed during that one, no stamp tells.
        HostFact facts = begun.Host.GraphRoot.Length > 0 ? known & Facts : System;
        ContainerHost lasting = host with
        {
            FreeSpace = null,
            Pods = [],
            Containers = [],
            Volumes = [],
            Images = facts.HasFlag(HostFact.Images) ? host.Images : [],
            Networks = [],
        };
        _kept = new Kept(lasting, facts, _stamp(lasting));
    }

    /// <summary>Gives what was kept, if it is still true.</summary>
    /// <returns>The host, and what is known of it; null where all has to be read.</returns>
    internal (ContainerHost Host, HostFact Known)? Recall() =>
        _kept is { } kept && kept.Stamp == _stamp(kept.Host)
            ? (kept.Host with { FreeSpace = FreeSpace.At(kept.Host.GraphRoot) }, kept.Known)
            : null;

    private sealed record Kept(ContainerHost Host, HostFact Known, string Stamp);
}
