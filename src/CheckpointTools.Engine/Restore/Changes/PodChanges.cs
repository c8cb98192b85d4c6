using System.Text.Json.Nodes;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>
/// Binds the container to the new pod, as <c>CRImportCheckpoint</c> does, and where it forgets something (the user and the
/// mount namespace, an absent annotation) by rewriting.
/// </summary>
internal static class PodChanges
{
    internal const string Rule = "PodRebinding";
    internal const string SandboxIdAnnotation = "io.kubernetes.cri-o.SandboxID";

    internal static void Add(PlanContext context, ChangeList changes)
    {
        if (!context.Request.JoinsPod || context.Pod.Pod is not { InfraContainerId.Length: > 0 } pod)
            return;
        ConfigDump config = context.Request.Config;
        changes.ByPodman("config.dump:pod", config.Pod, pod.Id, Rule);
        foreach (NamespaceField field in NamespaceField.All)
        {
            if (!config.NamespaceContainers.TryGetValue(field.Namespace, out string? old))
                continue;
            // Podman counts these two among the container's dependencies (Container.Dependencies), yet leaves them
            // pointing to the old pod's infra container.
            if (field.Namespace is "user" or "mount")
                changes.InConfig(field.JsonName, old, pod.InfraContainerId, Rule);
            else
                changes.ByPodman("config.dump:" + field.JsonName, old, pod.InfraContainerId, Rule);
        }
        changes.ByPodman("config.dump:MountLabel", config.MountLabel, pod.InfraMountLabel, "PodLabels");
        changes.ByPodman("config.dump:ProcessLabel", config.ProcessLabel, pod.InfraProcessLabel, "PodLabels");
        AddAnnotation(context.Request.Spec, pod, changes);
        CreateCommandChanges.Add(context.Request, pod, changes);
        HostContainer? infra = context.Host.Containers.FirstOrDefault(container => container.Id == pod.InfraContainerId);
        if (infra is not null)
            changes.ByPodman("host:container " + infra.Name, infra.State, "running", "InfraContainerStart");
    }

    // Podman writes into the map of annotations without looking whether there is one, and panics. It takes the old value
    // for the old pod's id and replaces equal words of CreateCommand: with an empty one, each empty word. So where
    // there is none, the new id is put there for Podman to find.
    private static void AddAnnotation(SpecDump spec, HostPod pod, ChangeList changes)
    {
        string old = spec.Annotations.GetValueOrDefault(SandboxIdAnnotation, "");
        const string field = "annotations." + SandboxIdAnnotation;
        if (old.Length > 0)
        {
            changes.ByPodman("spec.dump:" + field, old, pod.Id, Rule);
            return;
        }
        changes.InSpec(field, "", pod.Id, Rule, root =>
        {
            if (JsonFields.Get(root, "annotations") is not JsonObject annotations)
                JsonFields.Set(root, "annotations", annotations = []);
            annotations[SandboxIdAnnotation] = pod.Id;
        });
    }
}
