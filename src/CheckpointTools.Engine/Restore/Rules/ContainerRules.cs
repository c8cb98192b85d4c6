using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether id and name are free.</summary>
internal static class ContainerRules
{
    /// <summary>Ours: Podman says "that ID is already in use" or "the container name … is already in use" after reading the archive twice.</summary>
    internal static readonly RestoreRule ContainerExists = new(
        "ContainerExists",
        HostFact.Containers,
        static _ => null,
        static context =>
        {
            RestoreRequest request = context.Request;
            if (context.Existing is not { } existing)
                return RuleVerdict.Passed("Neither its id nor its name is taken on this host.");
            string what = $"There is a container {existing.Name} ({existing.Id[..Math.Min(12, existing.Id.Length)]}, {existing.State}) on this host already";
            if (!request.Options.SkipExisting)
                return RuleVerdict.Failed(what + ".", $"Remove it (podman rm {existing.Name}), give another name (-Name NAME), or let it be (-SkipExisting).");
            if (existing.Id != request.Manifest.Id && request.Options.Name.Length == 0)
                return RuleVerdict.Warning($"{what}; -SkipExisting leaves it alone, though it is not the container of the archive.", "Give another name: -Name NAME.");
            return existing.State == "running"
                ? RuleVerdict.Passed($"{what}; -SkipExisting leaves it alone.")
                : RuleVerdict.Warning($"{what}; -SkipExisting leaves it alone, though it does not run.", $"Remove it (podman rm {existing.Name}) to restore it.");
        });
}
