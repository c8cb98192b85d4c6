namespace CheckpointTools;

/// <summary>
/// The facts of a container host that a restore depends on. Plain values: they can be written as JSON, carried
/// elsewhere and planned against.
/// </summary>
public sealed record ContainerHost
{
    /// <summary>The host's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The podman connection or URL through which the facts were read; empty for the local one.</summary>
    public string Connection { get; init; } = "";

    /// <summary>Whether Podman runs as a service somewhere else, so that its files and processes are out of reach.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Podman's version, such as <c>5.4.2</c>; the service's where it is remote.</summary>
    public string PodmanVersion { get; init; } = "";

    /// <summary>CRIU's version, such as <c>4.1.1</c>; empty where there is none or it could not be asked.</summary>
    public string CriuVersion { get; init; } = "";

    /// <summary>Whether <see cref="CriuVersion"/> could be asked: a remote service does not tell.</summary>
    public bool CriuKnown { get; init; }

    /// <summary>The default OCI runtime's name, such as <c>crun</c>.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>The OCI runtimes that were looked at, the default one first.</summary>
    public IReadOnlyList<HostRuntime> Runtimes { get; init => field = Indexable.List(value); } = [];

    /// <summary><c>v1</c> or <c>v2</c>.</summary>
    public string CgroupVersion { get; init; } = "";

    /// <summary><c>systemd</c> or <c>cgroupfs</c>.</summary>
    public string CgroupManager { get; init; } = "";

    /// <summary>Go's name of the processor architecture, such as <c>amd64</c> or <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The kernel's release.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>Whether SELinux is enabled.</summary>
    public bool SELinux { get; init; }

    /// <summary>Whether Podman runs without root, which cannot restore.</summary>
    public bool Rootless { get; init; }

    /// <summary>Where images and containers lie.</summary>
    public string GraphRoot { get; init; } = "";

    /// <summary>Where the state of running containers lies; gone after a boot.</summary>
    public string RunRoot { get; init; } = "";

    /// <summary>Where named volumes lie.</summary>
    public string VolumePath { get; init; } = "";

    /// <summary>Free bytes at <see cref="GraphRoot"/>; null where they could not be read.</summary>
    public long? FreeSpace { get; init; }

    /// <summary>Pods.</summary>
    public IReadOnlyList<HostPod> Pods { get; init => field = Indexable.List(value); } = [];

    /// <summary>Containers, running or not, those that only keep a pod's namespaces included.</summary>
    public IReadOnlyList<HostContainer> Containers { get; init => field = Indexable.List(value); } = [];

    /// <summary>Names of volumes.</summary>
    public IReadOnlyList<string> Volumes { get; init => field = Indexable.List(value); } = [];

    /// <summary>Images.</summary>
    public IReadOnlyList<HostImage> Images { get; init => field = Indexable.List(value); } = [];

    /// <summary>Networks.</summary>
    public IReadOnlyList<HostNetwork> Networks { get; init => field = Indexable.List(value); } = [];

    /// <summary>The host's name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
