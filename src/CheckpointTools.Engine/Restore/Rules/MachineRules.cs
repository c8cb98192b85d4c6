using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the machine is of the kind that the container ran on.</summary>
internal static class MachineRules
{
    /// <summary>Ours: CRIU's images hold the registers and the machine code of one architecture.</summary>
    internal static readonly RestoreRule ArchitectureMismatch = new(
        "ArchitectureMismatch",
        HostFact.System,
        static _ => null,
        static context =>
        {
            IReadOnlyList<string> archived = ArchivedMachine.RunsOn(context.Request.Spec);
            string here = context.Host.Architecture;
            if (archived.Count == 0 || here.Length == 0)
                return RuleVerdict.Unknown(here.Length == 0 ? "The host's architecture is not known." : "The archive does not say on which architecture the container ran.");
            return archived.Contains(here)
                ? RuleVerdict.Passed($"The container ran on {here}, as this host does.")
                : RuleVerdict.Failed($"The container ran on {archived[0]}; this host is {here}, and a checkpoint cannot be restored on another architecture.", $"Restore it on a host of {archived[0]}.");
        });

    /// <summary>Ours: CRIU restores the cgroups that it saw, and they are laid out differently in the two versions.</summary>
    internal static readonly RestoreRule CgroupVersionMismatch = new(
        "CgroupVersionMismatch",
        HostFact.System,
        static _ => null,
        static context =>
        {
            (string archived, bool certain) = ArchivedMachine.CgroupVersion(context.Request.Spec, context.Request.Config);
            string here = context.Host.CgroupVersion;
            if (archived.Length == 0 || here.Length == 0)
                return RuleVerdict.Unknown(here.Length == 0 ? "The host's cgroup version is not known." : "The archive does not say on which cgroup version the container ran.");
            if (archived == here)
                return RuleVerdict.Passed($"The container {(certain ? "ran" : "seems to have run")} on cgroup {archived}, as this host does.");
            string message = $"The container {(certain ? "ran" : "seems to have run")} on cgroup {archived}; this host has {here}.";
            return certain
                ? RuleVerdict.Failed($"{message} CRIU cannot restore its cgroups here.", $"Restore it on a host with cgroup {archived}.")
                : RuleVerdict.Warning($"{message} If so, CRIU cannot restore its cgroups here.", $"Restore it on a host with cgroup {archived}.");
        });
}
