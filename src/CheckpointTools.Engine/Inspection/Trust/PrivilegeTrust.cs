namespace CheckpointTools.Inspection.Trust;

/// <summary>Powers over the kernel that a container is not given by default, and fences that it is given by default and lacks.</summary>
internal static class PrivilegeTrust
{
    private static readonly HashSet<string> UnconfinedTypes = new(StringComparer.Ordinal) { "spc_t", "unconfined_t", "unconfined_service_t", "init_t", "kernel_t", "container_runtime_t" };

    /// <summary>Whether an SELinux label is of a type that is not held back.</summary>
    internal static bool IsUnconfined(string label) => label.Split(':').Any(UnconfinedTypes.Contains);

    internal static IEnumerable<Finding> Check(TrustSubject subject) =>
        [.. Privileged(subject), .. Capabilities(subject), .. Fences(subject), .. Labels(subject)];

    private static IEnumerable<Finding> Privileged(TrustSubject subject)
    {
        if (subject.Config is { Privileged: true })
        {
            yield return Finding.Trust(
                subject.ForRoot(FindingRisk.High),
                "Privileged",
                "The container is privileged: it has all capabilities and all devices of the host, and no fence around it.",
                "config.dump:$.privileged");
        }
    }

    private static IEnumerable<Finding> Capabilities(TrustSubject subject)
    {
        var added = (subject.Spec?.AllCapabilities ?? []).Where(static name => !CapabilityRisk.IsDefault(name)).Select(static name => CapabilityRisk.Of(name));
        foreach (IGrouping<string, CapabilityRisk> group in added.GroupBy(capability => subject.ForRoot(capability.Risk)))
        {
            IEnumerable<string> told = group.Take(10).Select(static capability => $"{MemberRules.Printable(capability.Name)} ({capability.Meaning})");
            yield return Finding.Trust(
                group.Key,
                "AddedCapability",
                $"The container has {Count(group.Count(), "capability", "capabilities")} beyond Podman's default: {string.Join(", ", told)}{(group.Count() > 10 ? ", …" : "")}.",
                "spec.dump:$.process.capabilities");
        }
    }

    private static IEnumerable<Finding> Fences(TrustSubject subject)
    {
        if (subject.Spec is not { } spec)
            yield break;
        if (!spec.HasSeccomp || spec.SeccompAllowsByDefault)
        {
            string lack = spec.HasSeccomp && !spec.SeccompAllowsAll ? "The seccomp filter forbids only what it names; it does not keep" : "No seccomp filter keeps";
            yield return Finding.Trust(
                FindingRisk.Medium,
                "SeccompMissing",
                $"{lack} the container's processes from the kernel's rarely used system calls, in which most of its flaws are found.",
                "spec.dump:$.linux.seccomp");
        }
    }

    private static IEnumerable<Finding> Labels(TrustSubject subject)
    {
        IReadOnlyList<string> options = subject.Config?.LabelOptions ?? []; // such as "type:spc_t"
        string[] words = [.. (subject.Spec?.SelinuxLabel ?? "").Split(':'), .. (subject.Config?.ProcessLabel ?? "").Split(':'), .. options.SelectMany(static option => option.Split(':'))];
        if (words.FirstOrDefault(UnconfinedTypes.Contains) is { } type)
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "SelinuxUnconfined",
                $"On a host with SELinux the container would run as {type}, which SELinux does not hold back.",
                "config.dump:$.ProcessLabel");
        }
        else if (options.Contains("disable") && subject.SecurityModule == "SELinux")
        {
            // On a host without SELinux Podman notes the same of every container.
            yield return Finding.Trust(
                FindingRisk.Medium,
                "SelinuxDisabled",
                "SELinux was on where the container ran, and off for it: nothing but file permissions guards what is mounted into it.",
                "config.dump:$.labelopts");
        }

        if (subject.Spec?.ApparmorProfile == "unconfined")
            yield return Finding.Trust(FindingRisk.Low, "ApparmorUnconfined", "On a host with AppArmor no profile holds the container back.", "spec.dump:$.process.apparmorProfile");
    }

    private static string Count(int count, string one, string many) => count == 1 ? $"a {one}" : $"{count} {many}";
}
