using System.Globalization;
using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Trust;

/// <summary>What a folder or file of the host is worth to a container that is not trusted.</summary>
/// <param name="Pattern">
/// The path, and all below it that no longer pattern names. <c>*</c> stands for one name, <c>#</c> for a number, and a
/// name with <c>*</c> at its end for all that begin so.
/// </param>
/// <param name="ReadOnly">The risk where it can be read.</param>
/// <param name="Writable">The risk where it can be written.</param>
/// <param name="Meaning">What is there.</param>
internal sealed record HostPathRisk(string Pattern, string ReadOnly, string Writable, string Meaning)
{
    private const string L = FindingRisk.Low;
    private const string M = FindingRisk.Medium;
    private const string H = FindingRisk.High;

    private const string Engine = "the container engine's own files, with every other container in them";
    private const string Keys = "keys and passwords";
    private const string Programs = "programs that the host runs";
    private const string Services = "what the host runs by itself, as root";
    private const string Sockets = "sockets of the host's services";

    private readonly string[] _parts = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names of the sockets by which a container engine is told what to do, wherever they lie.</summary>
    private static readonly HashSet<string> EngineSockets = new(StringComparer.Ordinal)
    {
        "docker.sock", "podman.sock", "containerd.sock", "containerd.sock.ttrpc", "crio.sock", "cri-dockerd.sock", "dockershim.sock", "buildkitd.sock", "k3s.sock",
    };

    /// <summary>The table.</summary>
    internal static IReadOnlyList<HostPathRisk> All { get; } =
    [
        new("/", H, H, "every file of the host"),
        new("/*", L, L, "a folder of the host"),
        new("/bin", L, H, Programs),
        new("/sbin", L, H, Programs),
        new("/lib", L, H, Programs),
        new("/lib32", L, H, Programs),
        new("/lib64", L, H, Programs),
        new("/libx32", L, H, Programs),
        new("/usr", L, H, Programs),
        new("/usr/share", L, M, "data of the host's programs"),
        new("/usr/src", L, M, "sources of the host's programs"),
        new("/nix", L, H, Programs),
        new("/gnu", L, H, Programs),
        new("/opt", L, M, "programs of the host"),
        new("/boot", L, H, "what the host starts from"),
        new("/efi", L, H, "what the host starts from"),
        new("/ostree", H, H, "every version of the host's files"),
        new("/sysroot", H, H, "every version of the host's files"),
        new("/dev", H, H, "all devices of the host"),
        new("/dev/*", M, M, "a device of the host"),
        new("/dev/null", L, L, "a device that every container has"),
        new("/dev/zero", L, L, "a device that every container has"),
        new("/dev/full", L, L, "a device that every container has"),
        new("/dev/random", L, L, "a device that every container has"),
        new("/dev/urandom", L, L, "a device that every container has"),
        new("/dev/tty", L, L, "a device that every container has"),
        new("/dev/fuse", L, L, "user-space file systems"),
        new("/dev/net", L, L, "network tunnels"),
        new("/dev/log", L, L, "the host's log, to write into"),
        new("/dev/mem", H, H, "the machine's memory"),
        new("/dev/kmem", H, H, "the kernel's memory"),
        new("/dev/port", H, H, "the machine's ports"),
        new("/dev/sd*", H, H, "a disk of the host"),
        new("/dev/hd*", H, H, "a disk of the host"),
        new("/dev/vd*", H, H, "a disk of the host"),
        new("/dev/xvd*", H, H, "a disk of the host"),
        new("/dev/nvme*", H, H, "a disk of the host"),
        new("/dev/mmcblk*", H, H, "a disk of the host"),
        new("/dev/dm-*", H, H, "a disk of the host"),
        new("/dev/md*", H, H, "a disk of the host"),
        new("/dev/nbd*", H, H, "a disk of the host"),
        new("/dev/loop*", H, H, "a disk of the host"),
        new("/dev/disk", H, H, "the disks of the host"),
        new("/dev/mapper", H, H, "the disks of the host"),
        new("/dev/block", H, H, "the disks of the host"),
        new("/etc", H, H, "the host's users, passwords and settings"),
        new("/etc/*", L, M, "settings of the host"),
        new("/etc/shadow*", H, H, "the host's passwords"),
        new("/etc/gshadow*", H, H, "the host's passwords"),
        new("/etc/passwd*", L, H, "the host's users"),
        new("/etc/group*", L, H, "the host's groups"),
        new("/etc/subuid", L, H, "the host's users"),
        new("/etc/subgid", L, H, "the host's groups"),
        new("/etc/sudoers*", M, H, "who may become root"),
        new("/etc/ssh", H, H, Keys),
        new("/etc/ssl/private", H, H, Keys),
        new("/etc/pki/tls/private", H, H, Keys),
        new("/etc/letsencrypt", M, M, Keys),
        new("/etc/wireguard", H, H, Keys),
        new("/etc/krb5.keytab", H, H, Keys),
        new("/etc/NetworkManager", M, H, Keys),
        new("/etc/kubernetes", H, H, Keys),
        new("/etc/rancher", H, H, Keys),
        new("/etc/containers", L, H, "how the host's containers run and whom they trust"),
        new("/etc/docker", L, H, "how the host's containers run and whom they trust"),
        new("/etc/cdi", L, H, "how the host's containers run and whom they trust"),
        new("/etc/cni", L, H, "how the host's containers run and whom they trust"),
        new("/etc/criu", L, H, "how the host's containers run and whom they trust"),
        new("/etc/cron*", L, H, Services),
        new("/etc/anacrontab", L, H, Services),
        new("/etc/systemd", L, H, Services),
        new("/etc/init*", L, H, Services),
        new("/etc/rc*", L, H, Services),
        new("/etc/udev", L, H, Services),
        new("/etc/modprobe.d", L, H, Services),
        new("/etc/modules*", L, H, Services),
        new("/etc/sysctl*", L, H, Services),
        new("/etc/fstab", L, H, Services),
        new("/etc/ld.so*", L, H, "what is loaded into every program of the host"),
        new("/etc/pam.d", L, H, "who may log in"),
        new("/etc/security", L, H, "who may log in"),
        new("/etc/polkit-1", L, H, "who may become root"),
        new("/etc/dbus-1", L, H, "who may become root"),
        new("/etc/profile*", L, H, "what every user runs on logging in"),
        new("/etc/bash*", L, H, "what every user runs on logging in"),
        new("/etc/environment*", L, H, "what every user runs on logging in"),
        new("/root", H, H, "root's home, with its keys"),
        new("/root/*", M, M, "files of root"),
        new("/root/.cache", L, M, "caches of root's programs"),
        new("/root/.*", H, H, "root's keys, settings and what runs when root logs in"),
        new("/root/bin", M, H, "programs that root runs"),
        new("/home", M, H, "the users' homes, with their keys"),
        new("/home/*", M, H, "a user's home, with its keys"),
        new("/home/*/*", L, L, "a folder of a user"),
        new("/home/*/.ssh", H, H, Keys),
        new("/home/*/.gnupg", H, H, Keys),
        new("/home/*/.aws", H, H, Keys),
        new("/home/*/.kube", H, H, Keys),
        new("/home/*/.docker", H, H, Keys),
        new("/home/*/.config", M, H, "a user's settings and what runs on logging in"),
        new("/home/*/.local", M, H, "a user's programs and containers"),
        new("/home/*/.bash*", L, H, "what a user runs on logging in"),
        new("/home/*/.profile", L, H, "what a user runs on logging in"),
        new("/home/*/.z*", L, H, "what a user runs on logging in"),
        new("/home/*/.azure", H, H, Keys),
        new("/home/*/.netrc", H, H, Keys),
        new("/home/*/.git-credentials", H, H, Keys),
        new("/home/*/.password-store", H, H, Keys),
        new("/home/*/.mozilla", H, H, Keys),
        new("/home/*/bin", L, H, "programs that a user runs"),
        new("/home/*/.cache", L, L, "caches of a user's programs"),
        new("/home/*/.*", M, M, "a user's settings, some of which name programs and hold keys"),
        new("/proc", M, H, "all processes and settings of the kernel"),
        new("/proc/*", L, H, "settings of the kernel"),
        new("/proc/kcore", H, H, "the machine's memory"),
        new("/proc/sys", L, H, "settings of the kernel"),
        new("/proc/#", H, H, "a process of the host, and through it every file"),
        new("/proc/self", H, H, "a process of the host, and through it every file"),
        new("/proc/thread-self", H, H, "a process of the host, and through it every file"),
        new("/sys", M, H, "devices and settings of the kernel"),
        new("/sys/*", L, H, "devices and settings of the kernel"),
        new("/sys/fs/cgroup", L, M, "the limits of the host's services"),
        new("/sys/kernel/debug", M, H, "the kernel's inner state"),
        new("/sys/kernel/tracing", M, H, "the kernel's inner state"),
        new("/run", H, H, Sockets),
        new("/run/*", M, M, Sockets),
        new("/run/lock", L, L, "lock files"),
        new("/run/udev", L, M, "what the host knows of its devices"),
        new("/run/systemd", H, H, "systemd, which runs anything as root"),
        new("/run/systemd/journal", L, M, "the host's log"),
        new("/run/systemd/notify", L, L, "a place to say that a service is ready"),
        new("/run/systemd/resolve", L, M, "the host's names of hosts"),
        new("/run/dbus", H, H, "the system bus, which commands systemd and other services of root"),
        new("/run/docker", H, H, Engine),
        new("/run/podman", H, H, Engine),
        new("/run/containerd", H, H, Engine),
        new("/run/crio", H, H, Engine),
        new("/run/containers", H, H, Engine),
        new("/run/libpod", H, H, Engine),
        new("/run/libvirt", H, H, "the host's virtual machines"),
        new("/run/k3s", H, H, Engine),
        new("/run/buildkit", H, H, Engine),
        new("/run/snapd*", H, H, "what installs programs on the host"),
        new("/run/credentials", H, H, Keys),
        new("/run/user/*/podman", H, H, Engine),
        new("/var/*", L, M, "data of the host's services"),
        new("/var/lib", L, H, "data of the host's services"),
        new("/var/lib/*", L, L, "data of a service"),
        new("/var/lib/containers", H, H, Engine),
        new("/var/lib/docker", H, H, Engine),
        new("/var/lib/containerd", H, H, Engine),
        new("/var/lib/crio", H, H, Engine),
        new("/var/lib/kubelet", H, H, Engine),
        new("/var/lib/rancher", H, H, Engine),
        new("/var/lib/etcd", H, H, Keys),
        new("/var/lib/libvirt", M, H, "the host's virtual machines"),
        new("/var/lib/machines", H, H, "the host's other containers"),
        new("/var/lib/lxc*", H, H, "the host's other containers"),
        new("/var/lib/lxd", H, H, "the host's other containers"),
        new("/var/lib/incus", H, H, "the host's other containers"),
        new("/var/snap/lxd", H, H, "the host's other containers"),
        new("/var/lib/snapd", L, H, Programs),
        new("/var/lib/flatpak", L, H, Programs),
        new("/var/lib/private", M, H, "data of the host's services"),
        new("/var/lib/NetworkManager", M, H, Keys),
        new("/var/lib/sss", M, H, Keys),
        new("/var/lib/systemd", L, H, Services),
        new("/var/lib/dpkg", L, H, Programs),
        new("/var/lib/rpm", L, H, Programs),
        new("/var/lib/cloud", M, H, Services),
        new("/var/spool/cron", L, H, Services),
        new("/var/spool/at", L, H, Services),
        new("/var/backups", M, M, "copies of the host's files"),
        new("/var/tmp", L, L, "temporary files"),
        new("/var/www", L, L, "web pages"),
        new("/var/cache", L, L, "caches"),
        new("/var/opt", L, L, "data of a program"),
    ];

    /// <summary>Judges a path of the host.</summary>
    /// <param name="path">The path, absolute.</param>
    /// <param name="readOnly">Whether it can only be read.</param>
    /// <returns>
    /// The risk, what is there, and whether it is the socket of a container engine. A folder is worth what is worth most in it.
    /// </returns>
    internal static (string Risk, string Meaning, bool IsEngineSocket) Judge(string path, bool readOnly)
    {
        string[] parts = Parts(path);
        if (parts.Length > 0 && EngineSockets.Contains(parts[^1]))
            return (H, "the container engine's socket, which runs any command on the host as root", true);
        // The longest pattern wins; of two, the one with fewer places that stand for any name.
        HostPathRisk own = All.Where(row => row.Covers(parts)).OrderByDescending(static row => row._parts.Length).ThenBy(static row => row._parts.Sum(static part => part == "*" ? 2 : part == "#" ? 1 : 0)).First();
        (string risk, string meaning) = (own.Risk(readOnly), own.Meaning);
        foreach (HostPathRisk row in All.Where(row => row.LiesBelow(parts)))
        {
            if (FindingRisk.Rank(row.Risk(readOnly)) > FindingRisk.Rank(risk))
                (risk, meaning) = (row.Risk(readOnly), own.Pattern == "/*" || own._parts.Length < parts.Length ? row.Meaning : own.Meaning);
        }

        return (risk, meaning, false);
    }

    private static string[] Parts(string path)
    {
        // Links that hosts have: /var/run everywhere, and those of hosts whose system is an image (Fedora CoreOS and the like).
        return MemberName.Clean("/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["var", "run", .. var rest] => ["run", .. rest],
            ["var", "lock", .. var rest] => ["run", "lock", .. rest],
            ["var", "home", .. var rest] => ["home", .. rest],
            ["var", "roothome", .. var rest] => ["root", .. rest],
            ["var", "usrlocal", .. var rest] => ["usr", "local", .. rest],
            ["var", "mnt", .. var rest] => ["mnt", .. rest],
            ["var", "srv", .. var rest] => ["srv", .. rest],
            ["dev", "fd" or "stdin" or "stdout" or "stderr", ..] => ["proc", "self"],
            ["dev", "core", ..] => ["proc", "kcore"],
            string[] parts => parts,
        };
    }

    private string Risk(bool readOnly) => readOnly ? ReadOnly : Writable;

    private bool Covers(string[] parts) => _parts.Length <= parts.Length && Matches(parts, _parts.Length);

    // What only the host's own view of a process opens is not open to one who merely sees the folder of all processes.
    private bool LiesBelow(string[] parts) => _parts.Length > parts.Length && _parts[0] is not "proc" && Matches(parts, parts.Length);

    private bool Matches(string[] parts, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string pattern = _parts[i];
            bool fits = pattern switch
            {
                "*" => true,
                "#" => int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out _),
                [.., '*'] => parts[i].StartsWith(pattern[..^1], StringComparison.Ordinal),
                _ => parts[i] == pattern,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}
