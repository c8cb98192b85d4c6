using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>The names of Linux's capabilities (<c>linux/capability.h</c>), by number.</summary>
internal static class CapabilityNames
{
    private static readonly string[] Names =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN",
        "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT",
        "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE",
        "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL",
        "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND",
        "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>Names the capabilities of a set.</summary>
    /// <param name="set">The set, one bit a capability.</param>
    /// <returns>The names in the numbers' order; <c>CAP_41</c> and so on for those that have none yet.</returns>
    public static IReadOnlyList<string> Of(ulong set)
    {
        List<string> names = [];
        for (int number = 0; number < 64; number++)
        {
            if ((set >> number & 1) != 0)
            {
                names.Add(number < Names.Length ? Names[number] : string.Create(CultureInfo.InvariantCulture, $"CAP_{number}"));
            }
        }

        return names;
    }
}
