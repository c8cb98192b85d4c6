using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>The parent cgroup: the pod's, or one that this host's cgroup manager accepts.</summary>
internal static class CgroupChanges
{
    internal const string Rule = "CgroupParent";

    internal static void Add(PlanContext context, ChangeList changes)
    {
        RestoreRequest request = context.Request;
        ConfigDump config = request.Config;
        string manager = context.Host.CgroupManager;
        if (request.JoinsPod)
        {
            if (context.Pod.Pod is { } pod)
                changes.ByPodman("config.dump:cgroupParent", config.CgroupParent, pod.CgroupPath.Length > 0 ? pod.CgroupPath : Default(manager), Rule);
        }
        else if (config.CgroupParent.Length > 0 && !Accepts(manager, config.CgroupParent))
        {
            // Podman refuses: "did not receive systemd slice as cgroup parent when using systemd to manage cgroups", or
            // the reverse. Left empty, it takes its own default.
            changes.InConfig("cgroupParent", config.CgroupParent, Default(manager), Rule, root => JsonFields.Set(root, "cgroupParent", ""));
        }
        if (config.CgroupManager.Length > 0 && manager.Length > 0)
            changes.ByPodman("config.dump:cgroupManager", config.CgroupManager, manager, "CgroupManager");
    }

    // setupContainer in libpod/runtime_ctr.go.
    private static bool Accepts(string manager, string parent)
    {
        bool slice = parent.TrimEnd('/').EndsWith(".slice", StringComparison.Ordinal);
        return manager switch
        {
            "systemd" => slice,
            "cgroupfs" => !slice,
            _ => true,
        };
    }

    private static string Default(string manager) => manager switch
    {
        "systemd" => "machine.slice",
        "cgroupfs" => "/libpod_parent",
        _ => "",
    };
}
