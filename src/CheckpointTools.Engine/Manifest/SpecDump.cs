namespace CheckpointTools.Manifest;

/// <summary>
/// <c>spec.dump</c>: the OCI runtime specification that the container runs by. Field names in the documentation are
/// those of the specification.
/// </summary>
public sealed record SpecDump
{
    /// <summary>The whole JSON, for what is not named here and for writing it again.</summary>
    public required JsonMember Source { get; init; }

    /// <summary><c>process.args</c>.</summary>
    public IReadOnlyList<string> Args { get; private init; } = [];

    /// <summary><c>process.env</c>, each <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Environment { get; private init; } = [];

    /// <summary><c>process.cwd</c>.</summary>
    public string WorkingDirectory { get; private init; } = "";

    /// <summary><c>process.user.uid</c>.</summary>
    public long UserId { get; private init; }

    /// <summary><c>process.user.gid</c>.</summary>
    public long GroupId { get; private init; }

    /// <summary><c>process.terminal</c>.</summary>
    public bool Terminal { get; private init; }

    /// <summary><c>process.noNewPrivileges</c>.</summary>
    public bool NoNewPrivileges { get; private init; }

    /// <summary><c>process.capabilities.bounding</c>: all that a process of the container can ever have.</summary>
    public IReadOnlyList<string> BoundingCapabilities { get; private init; } = [];

    /// <summary><c>process.capabilities.effective</c>.</summary>
    public IReadOnlyList<string> EffectiveCapabilities { get; private init; } = [];

    /// <summary><c>hostname</c>.</summary>
    public string HostName { get; private init; } = "";

    /// <summary><c>mounts</c>.</summary>
    public IReadOnlyList<SpecMount> Mounts { get; private init; } = [];

    /// <summary><c>annotations</c>; empty where the specification has none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; private init; } = new Dictionary<string, string>();

    /// <summary><c>linux.namespaces</c>: type and path, which is empty for a namespace of the container's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Namespaces { get; private init; } = [];

    /// <summary><c>linux.devices[].path</c>.</summary>
    public IReadOnlyList<string> Devices { get; private init; } = [];

    /// <summary><c>linux.cgroupsPath</c>.</summary>
    public string CgroupsPath { get; private init; } = "";

    /// <summary><c>linux.seccomp</c> is there.</summary>
    public bool HasSeccomp { get; private init; }

    /// <summary><c>linux.maskedPaths</c> is there and not empty.</summary>
    public bool HasMaskedPaths { get; private init; }

    /// <summary><c>hooks</c>: programs of the host that the runtime runs, as <c>KIND PATH</c>.</summary>
    public IReadOnlyList<string> Hooks { get; private init; } = [];

    /// <summary>Reads the fields.</summary>
    /// <param name="source">The member.</param>
    /// <param name="findings">Takes a <c>JsonFieldType</c> for each field of a wrong type.</param>
    /// <returns>The specification.</returns>
    public static SpecDump Read(JsonMember source, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(findings);
        var found = new List<Finding>();
        JsonView view = JsonView.Of(source, found);
        JsonView process = view.Object("process");
        JsonView linux = view.Object("linux");
        JsonView hooks = view.Object("hooks");
        SpecDump spec = new()
        {
            Source = source,
            Args = process.Texts("args"),
            Environment = process.Texts("env"),
            WorkingDirectory = process.Text("cwd"),
            UserId = process.Object("user").Integer("uid"),
            GroupId = process.Object("user").Integer("gid"),
            Terminal = process.Boolean("terminal"),
            NoNewPrivileges = process.Boolean("noNewPrivileges"),
            BoundingCapabilities = process.Object("capabilities").Texts("bounding"),
            EffectiveCapabilities = process.Object("capabilities").Texts("effective"),
            HostName = view.Text("hostname"),
            Mounts = [.. view.Objects("mounts").Select(static mount =>
                new SpecMount(mount.Text("destination"), mount.Text("type"), mount.Text("source"), mount.Texts("options")))],
            Annotations = view.TextMap("annotations"),
            Namespaces = [.. linux.Objects("namespaces").Select(static item => KeyValuePair.Create(item.Text("type"), item.Text("path")))],
            Devices = [.. linux.Objects("devices").Select(static device => device.Text("path"))],
            CgroupsPath = linux.Text("cgroupsPath"),
            HasSeccomp = linux.Has("seccomp"),
            HasMaskedPaths = linux.Texts("maskedPaths").Count > 0,
            Hooks = [.. hooks.Keys.SelectMany(kind => hooks.Objects(kind).Select(hook => $"{kind} {hook.Text("path")}"))],
        };
        foreach (Finding finding in found)
            findings.Add(finding);
        return spec;
    }
}
