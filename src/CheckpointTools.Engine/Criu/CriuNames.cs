using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>The words for the numbers of CRIU's images. A number that has none yet is shown as itself.</summary>
internal static class CriuNames
{
    private static readonly string[] FileTypes =
    [
        "UND", "REG", "PIPE", "FIFO", "INETSK", "UNIXSK", "EVENTFD", "EVENTPOLL", "INOTIFY", "SIGNALFD", "PACKETSK", "TTY",
        "FANOTIFY", "NETLINKSK", "NS", "TUNF", "EXT", "TIMERFD", "MEMFD", "BPFMAP", "PIDFD",
    ];

    private static readonly string[] SocketStates =
    [
        "", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK",
        "LISTEN", "CLOSING", "NEW_SYN_RECV",
    ];

    private static readonly string[] MountTypes =
    [
        "", "proc", "sysfs", "devtmpfs", "binfmt_misc", "tmpfs", "devpts", "simfs", "pstore", "securityfs", "fusectl",
        "debugfs", "cgroup", "aufs", "mqueue", "fuse", "auto", "overlay", "autofs", "tracefs", "", "", "", "cgroup2",
    ];

    /// <summary>A task's state (<c>task_state</c>; <c>compel/task-state.h</c>).</summary>
    public static string TaskState(uint value) => value switch
    {
        1 => "Alive",
        2 => "Dead",
        3 => "Stopped",
        6 => "Zombie",
        _ => Unknown(value),
    };

    /// <summary>A file's type (<c>fd_types</c>), in CRIU's letters.</summary>
    public static string FileType(uint value) => value < FileTypes.Length ? FileTypes[value] : Unknown(value);

    /// <summary>A seccomp mode (<c>SECCOMP_MODE_*</c>).</summary>
    public static string SeccompMode(uint value) => value switch
    {
        0 => "Disabled",
        1 => "Strict",
        2 => "Filter",
        _ => Unknown(value),
    };

    /// <summary>The Linux security module that was on (<c>lsmtype</c>).</summary>
    public static string SecurityModule(uint value) => value switch
    {
        0 => "None",
        1 => "SELinux",
        2 => "AppArmor",
        _ => Unknown(value),
    };

    /// <summary>How a pre-dump read the memory (<c>PRE_DUMP_*</c>).</summary>
    public static string PreDumpMode(uint value) => value switch
    {
        1 => "Splice",
        2 => "Read",
        _ => Unknown(value),
    };

    /// <summary>How the network was locked during the dump (<c>network_lock_method</c>).</summary>
    public static string NetworkLockMethod(uint value) => value switch
    {
        0 => "iptables",
        1 => "nftables",
        2 => "skip",
        _ => Unknown(value),
    };

    /// <summary>
    /// An architecture (<c>core_entry.march</c>), in the words that Podman and OCI images have for it.
    /// </summary>
    public static string Architecture(uint value) => value switch
    {
        1 => "amd64",
        2 => "arm",
        3 => "arm64",
        4 => "ppc64le",
        5 => "s390x",
        6 => "mips64le",
        7 => "loong64",
        8 => "riscv64",
        _ => Unknown(value),
    };

    /// <summary>An address family (<c>AF_*</c>).</summary>
    public static string SocketFamily(uint value) => value switch
    {
        1 => "UNIX",
        2 => "INET",
        10 => "INET6",
        16 => "NETLINK",
        17 => "PACKET",
        _ => Unknown(value),
    };

    /// <summary>A socket's type (<c>SOCK_*</c>).</summary>
    public static string SocketType(uint value) => value switch
    {
        1 => "STREAM",
        2 => "DGRAM",
        3 => "RAW",
        5 => "SEQPACKET",
        10 => "PACKET",
        _ => Unknown(value),
    };

    /// <summary>A socket's protocol (<c>IPPROTO_*</c>).</summary>
    public static string SocketProtocol(uint value) => value switch
    {
        0 => "IP",
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPV6",
        132 => "SCTP",
        136 => "UDPLITE",
        262 => "MPTCP",
        _ => Unknown(value),
    };

    /// <summary>A socket's state (<c>TCP_*</c>, which CRIU has for all families).</summary>
    public static string SocketState(uint value) =>
        value is > 0 && value < SocketStates.Length ? SocketStates[value] : Unknown(value);

    /// <summary>A file system's type (<c>fstype</c>).</summary>
    public static string MountType(uint value) =>
        value < MountTypes.Length && MountTypes[value].Length > 0 ? MountTypes[value] : Unknown(value);

    /// <summary>A number as it is written everywhere.</summary>
    public static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Unknown(uint value) => Number(value);
}
