namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// Annotations that OCI runtimes obey: crun's own, settings of the systemd unit that a container runs in, and the file that a
/// restore takes CRIU's options from.
/// </summary>
internal static class AnnotationTrust
{
    private const string SystemdPrefix = "org.systemd.property.";
    private const string CrunPrefix = "run.oci.";
    private const string CriuConfiguration = "org.criu.config";

    private static readonly string[] HandlerPrefixes = ["krun.", "module.wasm.image/"];

    // What Podman itself writes there, and what only says how to stop and when to forget.
    private static readonly HashSet<string> HarmlessProperties = new(StringComparer.Ordinal)
    {
        "KillSignal", "TimeoutStopUSec", "CollectMode", "After", "Before", "DefaultDependencies", "Description",
    };

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        foreach ((string key, string value) in subject.Spec?.Annotations ?? new Dictionary<string, string>())
        {
            if (Judge(key, value) is { } verdict)
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
    /// <param name="value">Its value.</param>
    /// <returns>Null where no runtime obeys it, or what it does is harmless.</returns>
    internal static (string Risk, string Meaning)? Judge(string key, string value)
    {
        // Without a value the runtime gives CRIU no file, not even the host's own.
        if (key == CriuConfiguration)
            return value.Length == 0 ? null : (FindingRisk.High, "names a file from which CRIU takes options as root, such as a script to run on the host");
        if (key.StartsWith(SystemdPrefix, StringComparison.Ordinal))
        {
            string property = key[SystemdPrefix.Length..];
            return HarmlessProperties.Contains(property) ? null
                : property.EndsWith("Action", StringComparison.Ordinal) ? (FindingRisk.High, "has systemd do something to the whole host, such as restart it, when the container ends")
                : (FindingRisk.Medium, "changes the systemd unit on the host that the container runs in");
        }

        if (!key.StartsWith(CrunPrefix, StringComparison.Ordinal) && !HandlerPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        return key.StartsWith("run.oci.hooks.", StringComparison.Ordinal) ? (FindingRisk.High, "names a file of the host that crun writes to as root")
            : key == "run.oci.seccomp.plugins" ? (FindingRisk.High, "names libraries that crun loads and runs as root, outside the container")
            : (FindingRisk.Medium, "changes how crun runs the container");
    }
}
