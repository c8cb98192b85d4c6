using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>
/// Whether the pod shares every namespace that the container shared. Seed: "pod %s does not share the IPC
/// namespace", and so on for five of them; the user and the mount namespace are ours, because Podman forgets them.
/// </summary>
internal static class NamespaceRules
{
    internal static readonly RestoreRule IpcNotShared = Rule("IpcNotShared", "ipc", "IPC");

    internal static readonly RestoreRule NetNotShared = Rule("NetNotShared", "net", "network");

    internal static readonly RestoreRule PidNotShared = Rule("PidNotShared", "pid", "PID");

    internal static readonly RestoreRule UtsNotShared = Rule("UtsNotShared", "uts", "UTS");

    internal static readonly RestoreRule CgroupNotShared = Rule("CgroupNotShared", "cgroup", "cgroup");

    internal static readonly RestoreRule UserNotShared = Rule("UserNotShared", "user", "user");

    internal static readonly RestoreRule MountNotShared = Rule("MountNotShared", "mount", "mount");

    private static RestoreRule Rule(string id, string name, string title) => new(
        id,
        HostFact.Pods,
        request => PodRules.Exempt(request)
            ?? (request.Config.NamespaceContainers.ContainsKey(name) ? null : $"The container did not share its {title} namespace."),
        context => context.Pod.Pod switch
        {
            null => RuleVerdict.NotApplicable("The pod was not found."),
            var pod when pod.SharedNamespaces.Contains(name) => RuleVerdict.Passed($"The pod {pod.Name} shares its {title} namespace."),
            var pod => RuleVerdict.Failed(
                $"The container shared its pod's {title} namespace, and the pod {pod.Name} does not share its own.",
                $"Give a pod that shares {string.Join(", ", context.Request.Config.NamespaceContainers.Keys)}: -Pod NAME."),
        });
}
