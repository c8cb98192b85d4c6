using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>Compares a restored container with the plan. Pure; the facts are read elsewhere.</summary>
internal static class RestoreVerifier
{
    /// <summary>Judges a restored container.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="container">What Podman says of the container.</param>
    /// <param name="sameNamespace">
    /// For each namespace that the container shares, by Podman's name: whether the kernel has its first process and
    /// that of the pod's infra container in the same one; null where the kernel could not be asked.
    /// </param>
    /// <returns>One check for each thing that was asked for; none failed means that the restore is proven.</returns>
    internal static IReadOnlyList<PlanCheck> Check(RestorePlan plan, ContainerInspection container, IReadOnlyDictionary<string, bool?> sameNamespace)
    {
        var checks = new List<PlanCheck>
        {
            Check("NotRunning", container.Running, "The container runs.", $"The container was restored and is {container.Status} (exit code {container.ExitCode})."),
            Check("NameMismatch", container.Name == plan.Name, $"Its name is {container.Name}.", $"Its name is {container.Name}, not {plan.Name}."),
            plan.Id.Length == 0
                ? NotApplicable("IdMismatch", "A container with a new name has a new id.")
                : Check("IdMismatch", container.Id == plan.Id, "Its id is that of the archive.", $"Its id is {container.Id}, not {plan.Id}."),
            plan.PodId.Length == 0 && container.Pod.Length == 0
                ? NotApplicable("PodMismatch", "It is in no pod.")
                : Check("PodMismatch", container.Pod == plan.PodId, $"It is in pod {plan.Pod}.", $"It is in pod {Shown(container.Pod)}, not {Shown(plan.PodId)}."),
            ExitCommand(container),
        };
        checks.AddRange(Namespaces(plan, sameNamespace));
        return checks;
    }

    private static PlanCheck ExitCommand(ContainerInspection container) => container.ExitCommand.Count == 0
        ? NotApplicable("ExitCommandMismatch", "Podman keeps no exit command.")
        : Check(
            "ExitCommandMismatch",
            container.ExitCommand[^1] == container.Id,
            "Its exit command is for itself.",
            $"Its exit command is for {Shown(container.ExitCommand[^1])}, not for itself.");

    private static IEnumerable<PlanCheck> Namespaces(RestorePlan plan, IReadOnlyDictionary<string, bool?> sameNamespace)
    {
        if (plan.NamespaceContainers.Count == 0)
            yield return NotApplicable("NamespaceMismatch", "It shares no namespace.");
        foreach (NamespaceField field in NamespaceField.All.Where(field => plan.NamespaceContainers.ContainsKey(field.Namespace)))
        {
            yield return sameNamespace.GetValueOrDefault(field.Namespace) switch
            {
                true => new PlanCheck("NamespaceMismatch", CheckState.Passed, $"It is in the {field.Namespace} namespace of the pod."),
                false => new PlanCheck("NamespaceMismatch", CheckState.Failed, $"It is not in the {field.Namespace} namespace of the pod."),
                null => new PlanCheck("NamespaceMismatch", CheckState.Unknown, $"Whether it is in the {field.Namespace} namespace of the pod could not be read from here."),
            };
        }
    }

    private static PlanCheck Check(string id, bool holds, string passed, string failed) =>
        new(id, holds ? CheckState.Passed : CheckState.Failed, holds ? passed : failed);

    private static PlanCheck NotApplicable(string id, string message) => new(id, CheckState.NotApplicable, message);

    private static string Shown(string id) => id.Length == 0 ? "none" : id.Length > 12 ? id[..12] : id;
}
