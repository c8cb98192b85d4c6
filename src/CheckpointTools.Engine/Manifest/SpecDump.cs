namespace CheckpointTools.Manifest;

/// <summary>
/// <c>spec.dump</c>: the OCI runtime specification that the container runs by. Field names in the documentation are
/// those of the specification.
/// </summary>
public sealed record SpecDump
{
    private static readonly string[] CapabilitySets = ["bounding", "effective", "permitted", "inheritable", "ambient"];

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

    /// <summary><c>linux.devices</c>.</summary>
    public IReadOnlyList<SpecDevice> Devices { get; private init; } = [];

    /// <summary>The keys of <c>linux.netDevices</c>: network devices of the host that the container takes for itself.</summary>
    public IReadOnlyList<string> NetworkDevices { get; private init; } = [];

    /// <summary><c>linux.resources.devices</c> that allow something.</summary>
    public IReadOnlyList<SpecDevice> AllowedDevices { get; private init; } = [];

    /// <summary>The capabilities of all five sets of <c>process.capabilities</c>, each once.</summary>
    public IReadOnlyList<string> AllCapabilities { get; private init; } = [];

    /// <summary><c>process.apparmorProfile</c>.</summary>
    public string ApparmorProfile { get; private init; } = "";

    /// <summary><c>process.selinuxLabel</c>.</summary>
    public string SelinuxLabel { get; private init; } = "";

    /// <summary><c>linux.rootfsPropagation</c>.</summary>
    public string RootPropagation { get; private init; } = "";

    /// <summary><c>linux.uidMappings</c> and <c>linux.gidMappings</c> leave user and group 0 of the host out, in a user namespace of its own.</summary>
    public bool IsolatesRoot { get; private init; }

    /// <summary><c>linux.seccomp</c> is there and forbids nothing.</summary>
    public bool SeccompAllowsAll { get; private init; }

    /// <summary><c>linux.seccomp.defaultAction</c> lets a system call through that no rule names.</summary>
    public bool SeccompAllowsByDefault { get; private init; }

    /// <summary><c>linux.cgroupsPath</c>.</summary>
    public string CgroupsPath { get; private init; } = "";

    /// <summary><c>linux.seccomp</c> is there.</summary>
    public bool HasSeccomp { get; private init; }

    /// <summary><c>linux.maskedPaths</c>: what of /proc and /sys is hidden from the container.</summary>
    public IReadOnlyList<string> MaskedPaths { get; private init; } = [];

    /// <summary><c>linux.readonlyPaths</c>: what of /proc and /sys the container may not write.</summary>
    public IReadOnlyList<string> ReadOnlyPaths { get; private init; } = [];

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
            UserId = process.Object("user").Integer("uid", 0, uint.MaxValue),
            GroupId = process.Object("user").Integer("gid", 0, uint.MaxValue),
            Terminal = process.Boolean("terminal"),
            NoNewPrivileges = process.Boolean("noNewPrivileges"),
            BoundingCapabilities = process.Object("capabilities").Texts("bounding"),
            EffectiveCapabilities = process.Object("capabilities").Texts("effective"),
            HostName = view.Text("hostname"),
            Mounts = [.. view.Objects("mounts").Select(static mount =>
                new SpecMount(mount.Text("destination"), mount.Text("type"), mount.Text("source"), mount.Texts("options")))],
            Annotations = view.TextMap("annotations"),
            Namespaces = [.. linux.Objects("namespaces").Select(static item => KeyValuePair.Create(item.Text("type"), item.Text("path")))],
            Devices = [.. linux.Objects("devices").Select(SpecDevice.Read)],
            NetworkDevices = [.. linux.Object("netDevices").Keys],
            AllowedDevices = [.. linux.Object("resources").Objects("devices").Where(static rule => rule.Boolean("allow")).Select(SpecDevice.Read)],
            AllCapabilities = [.. CapabilitySets.SelectMany(process.Object("capabilities").Texts).Distinct()],
            ApparmorProfile = process.Text("apparmorProfile"),
            SelinuxLabel = process.Text("selinuxLabel"),
            RootPropagation = linux.Text("rootfsPropagation"),
            IsolatesRoot = LeavesRootOut(linux.Objects("uidMappings")) && LeavesRootOut(linux.Objects("gidMappings")) && linux.Objects("namespaces").Any(static item => item.Text("type") == "user" && item.Text("path").Length == 0),
            SeccompAllowsAll = AllowsByDefault(linux.Object("seccomp")) && linux.Object("seccomp").Objects("syscalls").Count == 0,
            SeccompAllowsByDefault = AllowsByDefault(linux.Object("seccomp")),
            CgroupsPath = linux.Text("cgroupsPath"),
            HasSeccomp = linux.Has("seccomp"),
            MaskedPaths = linux.Texts("maskedPaths"),
            ReadOnlyPaths = linux.Texts("readonlyPaths"),
            Hooks = [.. hooks.Keys.SelectMany(kind => hooks.Objects(kind).Select(hook => $"{kind} {hook.Text("path")}"))],
        };
        foreach (Finding finding in found)
            findings.Add(finding);
        return spec;
    }

    private static bool AllowsByDefault(JsonView seccomp) => seccomp.Text("defaultAction") is "SCMP_ACT_ALLOW" or "SCMP_ACT_LOG";

    private static bool LeavesRootOut(IReadOnlyList<JsonView> mappings) =>
        mappings.Count > 0 && mappings.All(static mapping => mapping.Integer("hostID") > 0);
}
