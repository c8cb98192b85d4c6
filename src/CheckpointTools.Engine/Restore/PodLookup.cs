namespace CheckpointTools.Restore;

/// <summary>The pod that was asked for, as Podman's <c>LookupPod</c> finds it.</summary>
/// <param name="Pod">The pod; null where there is none, or more than one.</param>
/// <param name="Matches">How many pods have the text as the beginning of their id, if none has it for a name.</param>
internal sealed record PodLookup(HostPod? Pod, int Matches)
{
    /// <summary>Looks for a pod: a name first, then an id or the beginning of one, if only one pod has it.</summary>
    internal static PodLookup Find(IReadOnlyList<HostPod> pods, string nameOrId)
    {
        if (nameOrId.Length == 0)
            return new PodLookup(null, 0);
        if (pods.FirstOrDefault(pod => pod.Name == nameOrId) is { } named)
            return new PodLookup(named, 1);
        HostPod[] found = [.. pods.Where(pod => pod.Id.StartsWith(nameOrId, StringComparison.Ordinal))];
        return new PodLookup(found.Length == 1 ? found[0] : null, found.Length);
    }
}
