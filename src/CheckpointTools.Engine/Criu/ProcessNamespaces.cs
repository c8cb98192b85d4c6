using System.Globalization;

namespace CheckpointTools;

/// <summary>
/// The namespaces of a process (<c>task_kobj_ids_entry</c> of ids-PID.img), by numbers that have a meaning within one
/// checkpoint only: processes with the same number share the namespace. Null where CRIU did not say.
/// </summary>
/// <param name="Pid">The PID namespace (<c>pid_ns_id</c>).</param>
/// <param name="Network">The network namespace (<c>net_ns_id</c>).</param>
/// <param name="Ipc">The IPC namespace (<c>ipc_ns_id</c>).</param>
/// <param name="Uts">The UTS namespace, which has the host name (<c>uts_ns_id</c>).</param>
/// <param name="Mount">The mount namespace (<c>mnt_ns_id</c>).</param>
/// <param name="User">The user namespace (<c>user_ns_id</c>).</param>
/// <param name="Cgroup">The cgroup namespace (<c>cgroup_ns_id</c>).</param>
/// <param name="Time">The time namespace (<c>time_ns_id</c>).</param>
public sealed record ProcessNamespaces(
    long? Pid, long? Network, long? Ipc, long? Uts, long? Mount, long? User, long? Cgroup, long? Time)
{
    /// <summary>All of them in a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"pid {Pid}, net {Network}, ipc {Ipc}, uts {Uts}, mnt {Mount}, user {User}, cgroup {Cgroup}, time {Time}");
}
