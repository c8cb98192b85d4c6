namespace CheckpointTools.Manifest;

/// <summary>
/// <c>config.dump</c>: the container's configuration as libpod keeps it (<c>libpod/container_config.go</c>), or the short
/// form that CRI-O and containerd write. Field names in the documentation are those of the JSON.
/// </summary>
public sealed record ConfigDump
{
    /// <summary>The whole JSON, for what is not named here and for writing it again.</summary>
    public required JsonMember Source { get; init; }

    /// <summary><c>id</c>.</summary>
    public string Id { get; private init; } = "";

    /// <summary><c>name</c>.</summary>
    public string Name { get; private init; } = "";

    /// <summary><c>pod</c>: the id of the pod; empty outside one.</summary>
    public string Pod { get; private init; } = "";

    /// <summary><c>CreateCommand</c>: the command line that made the container.</summary>
    public IReadOnlyList<string> CreateCommand { get; private init; } = [];

    /// <summary><c>RawImageName</c>: the image as the user named it.</summary>
    public string RawImageName { get; private init; } = "";

    /// <summary><c>rootfsImageID</c>; <c>rootfsImageRef</c> in the form of CRI-O and containerd.</summary>
    public string RootfsImageId { get; private init; } = "";

    /// <summary><c>rootfsImageName</c>.</summary>
    public string RootfsImageName { get; private init; } = "";

    /// <summary><c>rootfs</c>: a folder used instead of an image.</summary>
    public string Rootfs { get; private init; } = "";

    /// <summary><c>Dependencies</c>: ids of containers that this one needs.</summary>
    public IReadOnlyList<string> Dependencies { get; private init; } = [];

    /// <summary><c>namedVolumes</c>.</summary>
    public IReadOnlyList<NamedVolume> NamedVolumes { get; private init; } = [];

    /// <summary><c>overlayVolumes</c>.</summary>
    public IReadOnlyList<OverlayVolume> OverlayVolumes { get; private init; } = [];

    /// <summary><c>mounts</c>: what Podman unmounts on the host when the container has ended; of its own making is the shared memory.</summary>
    public IReadOnlyList<string> Mounts { get; private init; } = [];

    /// <summary><c>mountAllDevices</c>: whether Podman adds all of the host's devices when it starts the container.</summary>
    public bool MountAllDevices { get; private init; }

    /// <summary><c>baseHostsFile</c>: a file whose lines go into the container's <c>/etc/hosts</c>, or <c>image</c> or <c>none</c>.</summary>
    public string BaseHostsFile { get; private init; } = "";

    /// <summary><c>timezone</c>: the zone whose file becomes the container's <c>/etc/localtime</c>.</summary>
    public string TimeZone { get; private init; } = "";

    /// <summary><c>healthLogDestination</c>: a folder that the log of health checks is written to, or a word.</summary>
    public string HealthLogDestination { get; private init; } = "";

    /// <summary><c>privileged</c>.</summary>
    public bool Privileged { get; private init; }

    /// <summary><c>ProcessLabel</c>: the SELinux label of the processes.</summary>
    public string ProcessLabel { get; private init; } = "";

    /// <summary><c>MountLabel</c>: the SELinux label of the files.</summary>
    public string MountLabel { get; private init; } = "";

    /// <summary><c>user</c>.</summary>
    public string User { get; private init; } = "";

    /// <summary>The <c>*NsCtr</c> fields that are set: the namespace's name, as <c>podman pod create --share</c> has it, and the id of the container whose namespace it is.</summary>
    public IReadOnlyDictionary<string, string> NamespaceContainers { get; private init; } = new Dictionary<string, string>();

    /// <summary><c>createNetNS</c>: whether the container has a network namespace that Podman sets up.</summary>
    public bool CreateNetNs { get; private init; }

    /// <summary><c>newPortMappings</c>, Podman 4 and later; else <c>portMappings</c>, Podman 3, one port each.</summary>
    public IReadOnlyList<PortMapping> PortMappings { get; private init; } = [];

    /// <summary>Whether the ports stand in Podman 3's <c>portMappings</c> alone.</summary>
    public bool PortsInOldForm { get; private init; }

    /// <summary>Networks with the options the container asked for: <c>orderedNetworks</c> (6), <c>newNetworks</c> (4, 5), <c>networks</c> (3).</summary>
    public IReadOnlyList<RequestedNetwork> Networks { get; private init; } = [];

    /// <summary><c>networkMode</c>.</summary>
    public string NetworkMode { get; private init; } = "";

    /// <summary><c>staticIP</c>, Podman 3; empty where none was asked for.</summary>
    public string StaticIp { get; private init; } = "";

    /// <summary><c>staticMAC</c>, Podman 3.</summary>
    public string StaticMac { get; private init; } = "";

    /// <summary><c>command</c>.</summary>
    public IReadOnlyList<string> Command { get; private init; } = [];

    /// <summary><c>labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary><c>createdTime</c>.</summary>
    public DateTimeOffset? CreatedTime { get; private init; }

    /// <summary><c>checkpointedTime</c>, which CRI-O and containerd write and Podman does not.</summary>
    public DateTimeOffset? CheckpointedTime { get; private init; }

    /// <summary><c>cgroupManager</c>: <c>systemd</c> or <c>cgroupfs</c>.</summary>
    public string CgroupManager { get; private init; } = "";

    /// <summary><c>cgroupParent</c>.</summary>
    public string CgroupParent { get; private init; } = "";

    /// <summary><c>logDriver</c>.</summary>
    public string LogDriver { get; private init; } = "";

    /// <summary><c>conmonPidFile</c>.</summary>
    public string ConmonPidFile { get; private init; } = "";

    /// <summary><c>pid_file</c>.</summary>
    public string PidFile { get; private init; } = "";

    /// <summary><c>restart_policy</c>.</summary>
    public string RestartPolicy { get; private init; } = "";

    /// <summary><c>restart_retries</c>.</summary>
    public long RestartRetries { get; private init; }

    /// <summary><c>runtime</c>: the OCI runtime by name or path.</summary>
    public string Runtime { get; private init; } = "";

    /// <summary><c>healthcheck.Test</c>: <c>CMD</c> or <c>CMD-SHELL</c> and the command; empty where there is none.</summary>
    public IReadOnlyList<string> HealthCheck { get; private init; } = [];

    /// <summary><c>exitCommand</c>, which Podman 3 alone writes and gives to conmon to run.</summary>
    public IReadOnlyList<string> ExitCommand { get; private init; } = [];

    /// <summary><c>labelopts</c>: options of the SELinux label, such as <c>disable</c>.</summary>
    public IReadOnlyList<string> LabelOptions { get; private init; } = [];

    /// <summary><c>secrets</c> and <c>secret_env</c>: the names of the secrets.</summary>
    public IReadOnlyList<string> Secrets { get; private init; } = [];

    /// <summary><c>cdiDevices</c>.</summary>
    public IReadOnlyList<string> CdiDevices { get; private init; } = [];

    /// <summary><c>staticDir</c>: the container's own folder on the host it came from.</summary>
    public string StaticDir { get; private init; } = "";

    /// <summary><c>userVolumes</c>: the places in the container where the user mounted something.</summary>
    public IReadOnlyList<string> UserVolumes { get; private init; } = [];

    /// <summary>Whether it is libpod's full configuration rather than the short form of CRI-O and containerd.</summary>
    public bool IsLibpod { get; private init; }

    /// <summary>Whether it is of Podman 3: <c>exitCommand</c>, <c>portMappings</c> or a list of <c>networks</c> are there and their successors are not.</summary>
    public bool IsPodman3 { get; private init; }

    /// <summary>Reads the fields.</summary>
    /// <param name="source">The member.</param>
    /// <param name="findings">Takes a <c>JsonFieldType</c> for each field of a wrong type.</param>
    /// <returns>The configuration.</returns>
    public static ConfigDump Read(JsonMember source, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(findings);
        var found = new List<Finding>();
        JsonView view = JsonView.Of(source, found);
        bool oldPorts = view.Has("portMappings") && !view.Has("newPortMappings");
        ConfigDump config = new()
        {
            Source = source,
            Id = view.Text("id"),
            Name = view.Text("name"),
            Pod = view.Text("pod"),
            CreateCommand = view.Texts("CreateCommand"),
            RawImageName = view.Text("RawImageName"),
            RootfsImageId = view.Text("rootfsImageID") is { Length: > 0 } id ? id : view.Text("rootfsImageRef"),
            RootfsImageName = view.Text("rootfsImageName") is { Length: > 0 } name ? name : view.Text("rootfsImage"),
            Rootfs = view.Text("rootfs"),
            Dependencies = view.Texts("Dependencies"),
            NamedVolumes = [.. view.Objects("namedVolumes").Select(NamedVolume.Read)],
            OverlayVolumes = [.. view.Objects("overlayVolumes").Select(OverlayVolume.Read)],
            Mounts = view.Texts("mounts"),
            MountAllDevices = view.Boolean("mountAllDevices"),
            BaseHostsFile = view.Text("baseHostsFile"),
            TimeZone = view.Text("timezone"),
            HealthLogDestination = view.Text("healthLogDestination"),
            Privileged = view.Boolean("privileged"),
            ProcessLabel = view.Text("ProcessLabel"),
            MountLabel = view.Text("MountLabel"),
            User = view.Text("user"),
            NamespaceContainers = NamespaceField.All
                .Select(field => (field.Namespace, Container: view.Text(field.JsonName)))
                .Where(static pair => pair.Container.Length > 0)
                .ToDictionary(static pair => pair.Namespace, static pair => pair.Container),
            CreateNetNs = view.Boolean("createNetNS"),
            PortMappings = [.. oldPorts ? view.Objects("portMappings").Select(PortFields.ReadOld) : view.Objects("newPortMappings").Select(PortFields.Read)],
            PortsInOldForm = oldPorts,
            Networks = RequestedNetwork.ReadAll(view),
            NetworkMode = view.Text("networkMode"),
            StaticIp = view.Text("staticIP"),
            StaticMac = view.Text("staticMAC"),
            Command = view.Texts("command"),
            Labels = view.TextMap("labels"),
            CreatedTime = Time(view, "createdTime", source, found),
            CheckpointedTime = Time(view, "checkpointedTime", source, found),
            CgroupManager = view.Text("cgroupManager"),
            CgroupParent = view.Text("cgroupParent"),
            LogDriver = view.Text("logDriver"),
            ConmonPidFile = view.Text("conmonPidFile"),
            PidFile = view.Text("pid_file"),
            RestartPolicy = view.Text("restart_policy"),
            RestartRetries = view.Integer("restart_retries", 0, long.MaxValue),
            Runtime = view.Text("runtime"),
            HealthCheck = view.Object("healthcheck").Texts("Test"),
            ExitCommand = view.Texts("exitCommand"),
            Secrets = [.. view.Objects("secrets").Select(static secret => secret.Text("name")), .. view.Object("secret_env").Keys],
            LabelOptions = view.Texts("labelopts"),
            CdiDevices = view.Texts("cdiDevices"),
            StaticDir = view.Text("staticDir"),
            UserVolumes = view.Texts("userVolumes"),
            IsLibpod = view.Has("lockID") || view.Has("staticDir") || view.Has("rootfsImageID"),
            IsPodman3 = view.Has("exitCommand") || oldPorts || RequestedNetwork.InPodman3Form(view),
        };
        foreach (Finding finding in found)
            findings.Add(finding);
        return config;
    }

    private static DateTimeOffset? Time(JsonView view, string key, JsonMember source, List<Finding> findings)
    {
        string text = view.Text(key);
        if (text.Length == 0)
            return null;
        if (GoTime.TryParse(text, out DateTimeOffset time))
            return time.Year > 1 ? time : null; // Go's zero time
        findings.Add(Finding.Error("JsonFieldType", $"$.{key} of {source.Name} is no date and time.", $"{source.Name}:$.{key}"));
        return null;
    }
}
