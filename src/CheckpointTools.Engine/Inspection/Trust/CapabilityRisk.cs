namespace CheckpointTools.Inspection.Trust;

/// <summary>What a Linux capability is worth to a container that is not trusted.</summary>
/// <param name="Name">The name, such as <c>CAP_SYS_ADMIN</c>.</param>
/// <param name="Risk">One of the words of <see cref="FindingRisk"/>.</param>
/// <param name="Meaning">What it allows.</param>
internal sealed record CapabilityRisk(string Name, string Risk, string Meaning)
{
    /// <summary>Podman's default (<c>containers.conf</c>, <c>default_capabilities</c>).</summary>
    private static readonly HashSet<string> Default = new(StringComparer.Ordinal)
    {
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_SETFCAP",
        "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_CHROOT",
    };

    private static readonly Dictionary<string, CapabilityRisk> Known = new CapabilityRisk[]
    {
        new("CAP_SYS_ADMIN", FindingRisk.High, "mounts and much else; with it a container can leave itself"),
        new("CAP_SYS_MODULE", FindingRisk.High, "loads code into the host's kernel"),
        new("CAP_SYS_RAWIO", FindingRisk.High, "reads and writes the machine's memory and ports"),
        new("CAP_SYS_PTRACE", FindingRisk.High, "reads and changes other processes"),
        new("CAP_DAC_READ_SEARCH", FindingRisk.High, "opens any file of the host by its handle"),
        new("CAP_BPF", FindingRisk.High, "runs programs in the host's kernel"),
        new("CAP_PERFMON", FindingRisk.High, "watches the host's kernel and all processes"),
        new("CAP_SYS_BOOT", FindingRisk.High, "restarts the machine or starts another kernel"),
        new("CAP_MAC_ADMIN", FindingRisk.High, "changes the rules of SELinux or AppArmor"),
        new("CAP_MAC_OVERRIDE", FindingRisk.High, "passes over the rules of SELinux or AppArmor"),
        new("CAP_CHECKPOINT_RESTORE", FindingRisk.Medium, "chooses process numbers and reads others' mapped files"),
        new("CAP_NET_ADMIN", FindingRisk.Medium, "changes networks, the host's too where it shares them"),
        new("CAP_SYSLOG", FindingRisk.Medium, "reads the kernel's log and its addresses"),
        new("CAP_SYS_TIME", FindingRisk.Medium, "sets the host's clock"),
        new("CAP_SYS_RESOURCE", FindingRisk.Medium, "passes over limits of the host"),
        new("CAP_AUDIT_CONTROL", FindingRisk.Medium, "changes the host's audit"),
        new("CAP_AUDIT_READ", FindingRisk.Medium, "reads the host's audit"),
        new("CAP_SYS_NICE", FindingRisk.Low, "takes processor time before others"),
        new("CAP_SYS_PACCT", FindingRisk.Low, "accounts processes"),
        new("CAP_SYS_TTY_CONFIG", FindingRisk.Low, "sets up terminals"),
        new("CAP_IPC_LOCK", FindingRisk.Low, "keeps memory from being swapped"),
        new("CAP_IPC_OWNER", FindingRisk.Low, "uses others' shared memory"),
        new("CAP_LEASE", FindingRisk.Low, "leases files"),
        new("CAP_LINUX_IMMUTABLE", FindingRisk.Low, "makes files unchangeable"),
        new("CAP_BLOCK_SUSPEND", FindingRisk.Low, "keeps the machine awake"),
        new("CAP_WAKE_ALARM", FindingRisk.Low, "wakes the machine"),
        new("CAP_NET_BROADCAST", FindingRisk.Low, "unused"),
        // The three that Docker and Podman before version 4 gave by default.
        new("CAP_AUDIT_WRITE", FindingRisk.Low, "writes to the host's audit"),
        new("CAP_MKNOD", FindingRisk.Low, "makes device nodes, which the cgroup's rules still guard"),
        new("CAP_NET_RAW", FindingRisk.Low, "sends packets of any form"),
    }.ToDictionary(static capability => capability.Name, StringComparer.Ordinal);

    internal static bool IsDefault(string name) => Default.Contains(name.ToUpperInvariant());

    /// <summary>Looks a capability up; one that is not known may be a later kernel's and is taken for a power of some weight.</summary>
    /// <remarks>crun asks libcap, which takes small letters, and numbers too.</remarks>
    internal static CapabilityRisk Of(string name) => Known.GetValueOrDefault(name.ToUpperInvariant())
        ?? (name.Length > 0 && char.IsAsciiDigit(name[0])
            ? new CapabilityRisk(name, FindingRisk.High, "any, given by a number as no engine does")
            : new CapabilityRisk(name, FindingRisk.Medium, "not known here"));
}
