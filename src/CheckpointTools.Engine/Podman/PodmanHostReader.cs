namespace CheckpointTools.Podman;

/// <summary>
/// Reads the facts of one host, each group when it is first wanted and never again. Made for one pipeline, and for one
/// thread at a time; groups that are wanted together are read at once.
/// </summary>
/// <param name="podman">The podman command, which knows the connection.</param>
/// <param name="memory">What is still known from earlier pipelines, of the local Podman; null to read all anew.</param>
internal sealed class PodmanHostReader(PodmanCommand podman, HostMemory? memory = null)
{
    private readonly HostMemory? _memory = podman.Connection.Length == 0 ? memory : null;
    private readonly HostInspection _inspection = new(podman);
    private ContainerHost _host = new() { Connection = podman.Connection };
    private readonly HashSet<string> _knownNetworks = new(StringComparer.Ordinal);
    private HostFact _known;
    private HostFact? _recalled;

    /// <summary>All that is known by now.</summary>
    internal ContainerHost Known => _host;

    /// <summary>Reads facts.</summary>
    /// <param name="wanted">Those that are needed; <see cref="HostFact.Criu"/> and <see cref="HostFact.Runtime"/> bring <see cref="HostFact.System"/> with them.</param>
    /// <param name="runtime">With <see cref="HostFact.Runtime"/>: a runtime to ask besides the default one, by name or path; may be empty.</param>
    /// <param name="cancellationToken">Stops reading, and podman.</param>
    /// <returns>All that is known by now.</returns>
    /// <exception cref="PodmanException">Podman is not there, or failed; what was read before is kept.</exception>
    internal ContainerHost Read(HostFact wanted, string runtime, CancellationToken cancellationToken) =>
        ReadAsync(wanted, [runtime], cancellationToken).GetAwaiter().GetResult();

    /// <summary>Reads facts, and those of all networks.</summary>
    /// <inheritdoc cref="Read"/>
    internal Task<ContainerHost> ReadAsync(HostFact wanted, IReadOnlyList<string> runtimes, CancellationToken cancellationToken) =>
        ReadAsync(wanted, runtimes, networks: null, cancellationToken);

    /// <summary>Reads facts.</summary>
    /// <inheritdoc cref="Read"/>
    /// <param name="wanted">Those that are needed.</param>
    /// <param name="runtimes">With <see cref="HostFact.Runtime"/>: runtimes to ask besides the default one.</param>
    /// <param name="networks">With <see cref="HostFact.Networks"/>: the networks that matter, which then are asked for by name, one question fewer; null for all.</param>
    /// <param name="cancellationToken">Stops reading, and podman.</param>
    internal async Task<ContainerHost> ReadAsync(HostFact wanted, IReadOnlyList<string> runtimes, IReadOnlyList<string>? networks, CancellationToken cancellationToken)
    {
        if (_recalled is null)
            Recall();
        HostFact missing = Missing(wanted, runtimes);
        string[]? named = missing.HasFlag(HostFact.Networks) ? networks?.Where(name => !_knownNetworks.Contains(name)).ToArray() : null;
        if (named is [])
            missing &= ~HostFact.Networks;
        if (missing == HostFact.None)
            return _host;
        var begun = (missing & HostMemory.Facts) != 0 ? _memory?.Begin(_host) : null;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<HostChange>[] groups = [.. Start(missing, runtimes, named, stopping.Token).Select(group => StopOthersOnFailureAsync(group, stopping))];
        foreach (HostChange change in await Task.WhenAll(groups).ConfigureAwait(false))
            _host = change(_host);
        _known |= named is null ? missing : missing & ~HostFact.Networks;
        _knownNetworks.UnionWith(named ?? []);
        if (begun is not null)
            _memory!.Keep(_host, _known, begun.Value);
        return _host;
    }

    /// <summary>Puts right what has changed about the host since it was read, such as by a restore.</summary>
    /// <param name="change">Makes the host as it is now from the host as it was.</param>
    internal void Amend(HostChange change) => _host = change(_host);

    /// <summary>Has facts read again when they are next wanted.</summary>
    /// <param name="facts">Which.</param>
    internal void Forget(HostFact facts) =>
        _known &= ~(facts.HasFlag(HostFact.System) ? facts | HostFact.Criu | HostFact.Runtime : facts);

    /// <summary>Has all that earlier pipelines found out read again.</summary>
    /// <returns>Whether there was any.</returns>
    internal bool ForgetRecalled()
    {
        if (_recalled is null or HostFact.None)
            return false;
        _known &= ~HostMemory.Facts;
        _recalled = HostFact.None;
        return true;
    }

    private static async Task<T> StopOthersOnFailureAsync<T>(Task<T> group, CancellationTokenSource stopping)
    {
        try
        {
            return await group.ConfigureAwait(false);
        }
        catch
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Recall()
    {
        _recalled = HostFact.None;
        if (_memory?.Recall() is not { } recalled)
            return;
        (_host, _known, _recalled) = (recalled.Host, recalled.Known, recalled.Known);
    }

    private HostFact Missing(HostFact wanted, IReadOnlyList<string> runtimes)
    {
        if ((wanted & (HostFact.Criu | HostFact.Runtime)) != 0)
            wanted |= HostFact.System;
        HostFact missing = wanted & ~_known;
        bool asked = runtimes.All(name => name.Length == 0 || _host.IsRemote || _host.Runtimes.Any(runtime => runtime.Is(name)));
        return wanted.HasFlag(HostFact.Runtime) && !asked ? missing | HostFact.Runtime : missing;
    }

    // Where several fail, what is thrown is what the first of this list says: the system, which all depend on.
    private IEnumerable<Task<HostChange>> Start(HostFact missing, IReadOnlyList<string> runtimes, string[]? networks, CancellationToken cancellationToken)
    {
        Task<HostChange> system = missing.HasFlag(HostFact.System)
            ? _inspection.SystemAsync(cancellationToken)
            : Task.FromResult<HostChange>(static host => host);
        yield return system;
        if (missing.HasFlag(HostFact.Pods))
            yield return _inspection.PodsAsync(cancellationToken);
        if (missing.HasFlag(HostFact.Networks))
            yield return networks is null ? _inspection.NetworksAsync(cancellationToken) : _inspection.NetworksAsync(networks, cancellationToken);
        if (missing.HasFlag(HostFact.Containers))
            yield return _inspection.ContainersAsync(cancellationToken);
        if (missing.HasFlag(HostFact.Volumes))
            yield return _inspection.VolumesAsync(cancellationToken);
        if (missing.HasFlag(HostFact.Images))
            yield return _inspection.ImagesAsync(cancellationToken);
        if (missing.HasFlag(HostFact.Criu))
            yield return _inspection.CriuAsync(system, _host, cancellationToken);
        if (missing.HasFlag(HostFact.Runtime))
            yield return _inspection.RuntimesAsync(system, _host, runtimes, cancellationToken);
    }
}
