namespace CheckpointTools.Inspection.Trust;

/// <summary>Annotations that OCI runtimes obey: crun's own, and settings of the systemd unit that a container runs in.</summary>
internal static class AnnotationTrust
{
    private const string SystemdPrefix = "org.systemd.property.";
    private const string CrunPrefix = "run.oci.";

    // What Podman itself writes there, and what only says how to stop and when to forget.
    private static readonly HashSet<string> HarmlessProperties = new(StringComparer.Ordinal)
    {
        "KillSignal", "TimeoutStopUSec", "CollectMode", "After", "Before", "DefaultDependencies", "Description",
    };

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        foreach ((string key, string value) in subject.Spec?.Annotations ?? new Dictionary<string, string>())
        {
            if (Judge(key) is { } verdict)
            {
                yield return Finding.Trust(
                    verdict.Risk,
                    "AnnotationWithEffect",
                    $"The annotation {MemberRules.Printable($"{key}={value}")} {verdict.Meaning}.",
                    "spec.dump:$.annotations");
            }
        }
    }

    /// <summary>What a runtime does for an annotation.</summary>
    /// <param name="key">The annotation's key.</param>
    /// <returns>Null where no runtime obeys it, or what it does is harmless.</returns>
    internal static (string Risk, string Meaning)? Judge(string key)
    {
        if (key.StartsWith(SystemdPrefix, StringComparison.Ordinal))
        {
            string property = key[SystemdPrefix.Length..];
            return HarmlessProperties.Contains(property) ? null
                : property.EndsWith("Action", StringComparison.Ordinal) ? (FindingRisk.High, "has systemd do something to the whole host, such as restart it, when the container ends")
                : (FindingRisk.Medium, "changes the systemd unit on the host that the container runs in");
        }

        return !key.StartsWith(CrunPrefix, StringComparison.Ordinal) ? null
            : key.StartsWith("run.oci.hooks.", StringComparison.Ordinal) ? (FindingRisk.High, "names a file of the host that crun writes to as root")
            : (FindingRisk.Medium, "changes how crun runs the container");
    }
}
