namespace CheckpointTools.Restore;

/// <summary>All that a rule may look at: the request, the host, and what was found on it for the request. Never changes.</summary>
internal sealed class PlanContext
{
    private readonly Lazy<PodLookup> _pod;
    private readonly Lazy<ImageLookup> _image;
    private readonly Lazy<RuntimeLookup> _runtime;
    private readonly Lazy<PortPlan> _ports;

    internal PlanContext(RestoreRequest request, ContainerHost host)
    {
        Request = request;
        Host = host;
        PodmanVersion = SoftwareVersion.Parse(host.PodmanVersion);
        _pod = new(() => PodLookup.Find(host.Pods, request.Options.Pod));
        _image = new(() => ImageLookup.Find(host.Images, request.Config));
        _runtime = new(() => RuntimeLookup.Find(host, request));
        _ports = new(() => PortPlan.Make(request));
    }

    internal RestoreRequest Request { get; }

    internal ContainerHost Host { get; }

    /// <summary>Podman's version; null where it is not known.</summary>
    internal SoftwareVersion? PodmanVersion { get; }

    /// <summary>The pod that was asked for.</summary>
    internal PodLookup Pod => _pod.Value;

    /// <summary>The image that the container will be made of.</summary>
    internal ImageLookup Image => _image.Value;

    /// <summary>The OCI runtime that will restore it.</summary>
    internal RuntimeLookup Runtime => _runtime.Value;

    /// <summary>The ports it will publish.</summary>
    internal PortPlan Ports => _ports.Value;

    /// <summary>The container of this host that has the wanted id or, if none has, the wanted name.</summary>
    internal HostContainer? Existing =>
        Host.Containers.FirstOrDefault(container => Request.Id.Length > 0 && container.Id == Request.Id)
        ?? Host.Containers.FirstOrDefault(container => container.Name == Request.Name);
}
