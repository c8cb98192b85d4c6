namespace CheckpointTools.Manifest;

/// <summary>A namespace that a container can share, by the name <c>podman pod create --share</c> has for it, and the field of config.dump that names the container it is shared with.</summary>
/// <param name="Namespace">Podman's name of the namespace.</param>
/// <param name="JsonName">The field of config.dump.</param>
/// <param name="KernelName">The name below <c>/proc/PID/ns</c>.</param>
public sealed record NamespaceField(string Namespace, string JsonName, string KernelName)
{
    /// <summary>All of them, in the order in which Podman checks those that it checks.</summary>
    public static IReadOnlyList<NamespaceField> All { get; } =
    [
        new("ipc", "ipcNsCtr", "ipc"),
        new("net", "netNsCtr", "net"),
        new("pid", "pidNsCtr", "pid"),
        new("uts", "utsNsCtr", "uts"),
        new("cgroup", "cgroupNsCtr", "cgroup"),
        new("user", "userNsCtr", "user"),
        new("mount", "mountNsCtr", "mnt"),
    ];
}
