using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Namespaces of the host that the container would live in instead of its own.</summary>
internal static class NamespaceTrust
{
    private static readonly (string Type, string Share, string Risk, string Meaning)[] Kinds =
    [
        ("pid", "pid", FindingRisk.High, "it sees every process of the host and can end them"),
        ("mount", "mount", FindingRisk.High, "it sees the host's own file systems"),
        ("network", "net", FindingRisk.Medium, "it reaches what listens on the host's own addresses alone, and sees its traffic"),
        ("ipc", "ipc", FindingRisk.Medium, "it reads and writes shared memory of the host's processes"),
        ("uts", "uts", FindingRisk.Low, "it has the host's name"),
        ("cgroup", "cgroup", FindingRisk.Low, "it sees how the host's services are grouped"), // the default on cgroup v1
    ];

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        if (subject.Spec is not { } spec)
            yield break;
        bool inPod = subject.Config is { Pod.Length: > 0 };
        foreach ((string type, string share, string risk, string meaning) in Kinds)
        {
            // In a pod Podman puts the pod's own in the place of those that are shared.
            bool claimed = subject.Config?.NamespaceContainers.ContainsKey(share) == true;
            bool shared = claimed && inPod;
            string[] paths = [.. spec.Namespaces.Where(item => item.Key == type).Select(static item => item.Value)];
            if (paths.Length == 0 ? !claimed : paths.Any(IsOfHost))
            {
                yield return Finding.Trust(
                    risk,
                    "HostNamespace",
                    $"The container has no {type} namespace of its own but the host's: {meaning}.",
                    "spec.dump:$.linux.namespaces");
                continue;
            }

            bool made = type == "network" && subject.Config?.CreateNetNs == true;
            // A container that it names must be there for Podman to restore this one; else the number may be any process's.
            foreach (string path in paths.Where(path => path.Length > 0 && !shared && !made))
                yield return Joined(type, path, claimed ? FindingRisk.Medium : FindingRisk.Max(risk, FindingRisk.Medium));
        }

        foreach ((string type, string path) in spec.Namespaces.Where(item => item.Key is "user" or "time" && item.Value.Length > 0 && !inPod))
            yield return Joined(type, path, FindingRisk.Medium);
    }

    private static Finding Joined(string type, string path, string risk) => Finding.Trust(
        risk,
        "NamespacePath",
        $"The container would join the {type} namespace that {MemberRules.Printable(path)} is on this host, whosever that may be.",
        "spec.dump:$.linux.namespaces");

    // Process 1 is the host's, and the one that opens the path is the runtime, which runs on the host.
    private static bool IsOfHost(string path) =>
        ("/" + MemberName.Clean(path)).Split('/') is ["", "proc", "1" or "self" or "thread-self", ..] && path.StartsWith('/');
}
