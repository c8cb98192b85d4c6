namespace CheckpointTools.Podman;

/// <summary>The commands that read each group of facts, and what each answer changes about the host.</summary>
/// <param name="podman">The podman command.</param>
internal sealed class HostInspection(PodmanCommand podman)
{
    private static readonly string[] Vanished = ["no such pod", "no such container", "network not found", "unable to find network"];

    /// <summary>Reads <see cref="HostFact.System"/>.</summary>
    internal async Task<HostChange> SystemAsync(CancellationToken cancellationToken)
    {
        string text = await podman.ReadAsync(["info", "--format", "json"], cancellationToken).ConfigureAwait(false);
        ContainerHost facts = SystemOutput.Apply(text, new ContainerHost());
        long? free = facts.IsRemote ? null : FreeSpace.At(facts.GraphRoot);
        return host => SystemOutput.Apply(text, host) with { FreeSpace = free };
    }

    /// <summary>Reads <see cref="HostFact.Criu"/>.</summary>
    internal async Task<HostChange> CriuAsync(Task<HostChange> system, ContainerHost host, CancellationToken cancellationToken)
    {
        if ((await system.ConfigureAwait(false))(host).IsRemote)
            return static host => host;
        string version;
        try
        {
            ProgramResult result = await podman.Runner.RunAsync(new ProgramCall("criu", ["--version"]), cancellationToken).ConfigureAwait(false);
            version = CriuOutput.Version(result.Output);
        }
        catch (ProgramException)
        {
            version = "";
        }

        return host => host with { CriuVersion = version, CriuKnown = true };
    }

    /// <summary>Reads <see cref="HostFact.Runtime"/>: the default runtime and those named.</summary>
    internal async Task<HostChange> RuntimesAsync(Task<HostChange> system, ContainerHost host, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ContainerHost facts = (await system.ConfigureAwait(false))(host);
        if (facts.IsRemote)
            return static host => host;
        IEnumerable<Task<HostRuntime>> known = facts.Runtimes.Select(runtime => runtime.Known ? Task.FromResult(runtime) : RuntimeProbe.AskAsync(podman.Runner, runtime, cancellationToken));
        IEnumerable<Task<HostRuntime>> named = names
            .Where(name => name.Length > 0 && !facts.Runtimes.Any(runtime => runtime.Is(name)))
            .Distinct(StringComparer.Ordinal)
            .Select(name => RuntimeAsync(name, cancellationToken));
        HostRuntime[] runtimes = await Task.WhenAll(known.Concat(named)).ConfigureAwait(false);
        return host => host with { Runtimes = runtimes };
    }

    /// <summary>Reads <see cref="HostFact.Pods"/>.</summary>
    internal async Task<HostChange> PodsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Id, string InfraId)> ids = PodOutput.Ids(await podman.ReadAsync(["pod", "ps", "--format", "json"], cancellationToken).ConfigureAwait(false));
        Task<string> pods = InspectAsync("pod", ids.Select(static pod => pod.Id), cancellationToken);
        Task<string> infra = InspectAsync("container", ids.Select(static pod => pod.InfraId).Where(static id => id.Length > 0), cancellationToken);
        await Task.WhenAll(pods, infra).ConfigureAwait(false);
        var labels = PodOutput.Labels(await infra.ConfigureAwait(false)).ToDictionary(static container => container.Id, StringComparer.Ordinal);
        List<HostPod> result =
        [
            .. from pod in PodOutput.Pods(await pods.ConfigureAwait(false))
               let label = labels.GetValueOrDefault(pod.InfraContainerId, (Id: "", ProcessLabel: "", MountLabel: ""))
               select pod with { InfraProcessLabel = label.ProcessLabel, InfraMountLabel = label.MountLabel },
        ];
        return host => host with { Pods = result };
    }

    /// <summary>Reads <see cref="HostFact.Containers"/>, those of Buildah and other tools too: they have names and ids.</summary>
    internal async Task<HostChange> ContainersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<HostContainer> containers = ContainerOutput.Containers(await podman.ReadAsync(["ps", "--all", "--external", "--format", "json"], cancellationToken).ConfigureAwait(false));
        return host => host with { Containers = containers };
    }

    /// <summary>Reads <see cref="HostFact.Volumes"/>.</summary>
    internal async Task<HostChange> VolumesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> volumes = ContainerOutput.Volumes(await podman.ReadAsync(["volume", "ls", "--format", "json"], cancellationToken).ConfigureAwait(false));
        return host => host with { Volumes = volumes };
    }

    /// <summary>Reads <see cref="HostFact.Images"/>.</summary>
    internal async Task<HostChange> ImagesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<HostImage> images = ImageOutput.Images(await podman.ReadAsync(["images", "--all", "--format", "json"], cancellationToken).ConfigureAwait(false));
        return host => host with { Images = images };
    }

    /// <summary>Reads <see cref="HostFact.Networks"/>.</summary>
    internal async Task<HostChange> NetworksAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = NetworkOutput.Names(await podman.ReadAsync(["network", "ls", "--format", "json"], cancellationToken).ConfigureAwait(false));
        IReadOnlyList<HostNetwork> networks = NetworkOutput.Networks(await InspectAsync("network", names, cancellationToken).ConfigureAwait(false));
        return host => host with { Networks = networks };
    }

    /// <summary>Reads <see cref="HostFact.Networks"/> of some networks; what is not there is left out.</summary>
    internal async Task<HostChange> NetworksAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IReadOnlyList<HostNetwork> networks = NetworkOutput.Networks(await InspectAsync("network", names, cancellationToken).ConfigureAwait(false));
        return host => host with { Networks = [.. host.Networks.Where(known => networks.All(network => network.Name != known.Name)), .. networks] };
    }

    private async Task<HostRuntime> RuntimeAsync(string name, CancellationToken cancellationToken)
    {
        string[] arguments = ["--runtime", name, "info", "--format", "json"];
        ProgramResult result = await podman.TryAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode == 0)
            return await RuntimeProbe.AskAsync(podman.Runner, SystemOutput.Runtime(result.Output), cancellationToken).ConfigureAwait(false);
        return result.Error.Contains("OCI runtime", StringComparison.Ordinal) && result.Error.Contains("found", StringComparison.Ordinal)
            ? new HostRuntime(name, "", "", CanCheckpoint: false, CanRestoreIntoPod: false)
            : throw podman.Failure(arguments, result);
    }

    // What was removed since it was listed is missing from the answer, and Podman fails after it has printed the others.
    private async Task<string> InspectAsync(string kind, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] arguments = [kind, "inspect", .. ids];
        if (arguments.Length == 2)
            return "";
        ProgramResult result = await podman.TryAsync(arguments, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 || Vanished.Any(text => result.Error.Contains(text, StringComparison.Ordinal))
            ? result.Output
            : throw podman.Failure(arguments, result);
    }
}
