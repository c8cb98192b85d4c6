using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the container gets a pod if, and only if, it was in one.</summary>
internal static class PodRules
{
    /// <summary>Seed: "cannot restore pod container without --pod".</summary>
    internal static readonly RestoreRule PodRequired = new(
        "PodRequired",
        HostFact.None,
        static request => request.WasInPod ? null : "The container was in no pod.",
        static context => context.Request.Options.Pod.Length > 0
            ? RuleVerdict.Passed($"The pod {context.Request.Options.Pod} was given.")
            : RuleVerdict.Failed("The container was in a pod, and can only be restored into one.", $"Give the pod: -Pod NAME.{MakePod(context.Request)}"));

    /// <summary>Seed: "cannot restore non pod container into pod".</summary>
    internal static readonly RestoreRule NotAPodContainer = new(
        "NotAPodContainer",
        HostFact.None,
        static request => request.Options.Pod.Length > 0 ? null : "No pod was asked for.",
        static context => context.Request.WasInPod
            ? RuleVerdict.Passed("The container was in a pod.")
            : RuleVerdict.Failed("The container was in no pod, and cannot be restored into one.", "Leave out -Pod."));

    /// <summary>Seed: the pod is looked up by name, by id, or by the beginning of an id that only one pod has.</summary>
    internal static readonly RestoreRule PodNotFound = new(
        "PodNotFound",
        HostFact.Pods,
        Exempt,
        static context => context.Pod switch
        {
            { Pod: { } pod } => RuleVerdict.Passed($"The pod {pod.Name} is there ({pod.Id[..Math.Min(12, pod.Id.Length)]})."),
            { Matches: > 1 } => RuleVerdict.Failed($"More than one pod has an id that begins with {context.Request.Options.Pod}.", "Give more of the id, or the pod's name: -Pod NAME."),
            _ => RuleVerdict.Failed($"There is no pod {context.Request.Options.Pod} on this host.", $"Give another: -Pod NAME.{MakePod(context.Request)}"),
        });

    /// <summary>Seed: the namespaces are those of the pod's infra container, so there has to be one.</summary>
    internal static readonly RestoreRule PodHasNoInfraContainer = new(
        "PodHasNoInfraContainer",
        HostFact.Pods,
        Exempt,
        static context => context.Pod.Pod switch
        {
            null => RuleVerdict.NotApplicable("The pod was not found."),
            { InfraContainerId.Length: > 0 } pod => RuleVerdict.Passed($"The pod {pod.Name} has an infra container."),
            var pod => RuleVerdict.Failed($"The pod {pod.Name} has no infra container, whose namespaces could be joined.", $"Give another pod: -Pod NAME.{MakePod(context.Request)}"),
        });

    /// <summary>Why rules about the pod do not speak of a request.</summary>
    internal static string? Exempt(RestoreRequest request) =>
        !request.WasInPod ? "The container was in no pod." : request.Options.Pod.Length == 0 ? "No pod was given." : null;

    private static string MakePod(RestoreRequest request)
    {
        // --share cgroup is refused for a pod that is its containers' cgroup parent, which it is unless told otherwise.
        string share = string.Join(',', request.Config.NamespaceContainers.Keys.Where(static name => name is "ipc" or "net" or "pid" or "uts"));
        return share.Length > 0 ? $" 'podman pod create --name NAME --share {share}' makes one that fits." : "";
    }
}
