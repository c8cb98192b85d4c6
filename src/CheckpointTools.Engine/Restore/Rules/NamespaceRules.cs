using System.Text.Json.Nodes;
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

    /// <summary>
    /// Ours, tried on Podman 5.4.2 with CRIU 4.1.1 and runc: in a pod's user namespace CRIU may not join the network
    /// ("Can't setns 16/net: Operation not permitted"), in one of the container's own Podman sets up the network before there is one
    /// ("complete network setup: failed to bind mount ns", podman #18502). A warning, as other versions may do better.
    /// </summary>
    internal static readonly RestoreRule UserNamespace = new(
        "UserNamespace",
        HostFact.None,
        static _ => null,
        static context =>
        {
            RestoreRequest request = context.Request;
            bool ofPod = request.Config.NamespaceContainers.ContainsKey("user");
            bool own = request.HasOwnNetwork && request.Config.Source.Root is JsonObject config && JsonFields.Get(config, "postConfigureNetNS") is JsonValue later
                && later.TryGetValue(out bool configuredLater) && configuredLater;
            return ofPod || own
                ? RuleVerdict.Warning(
                    $"The container ran in a user namespace {(ofPod ? "of its pod" : "of its own, with a network")}; Podman 5.4 with CRIU 4.1 could not restore such a container.",
                    "Try it: a restore that fails leaves nothing behind. Containers without --userns can be restored.")
                : RuleVerdict.Passed("No user namespace stands in the way.");
        });

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
