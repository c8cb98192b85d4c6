using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Files of the host that Podman itself, and not the runtime, would read for the container, write or unmount.</summary>
internal static class HostFileTrust
{
    private const string Zones = "/usr/share/zoneinfo/";

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        if (subject.Config is not { } config)
            yield break;
        // Words such as "image" and "local" are no paths.
        if (config.BaseHostsFile.Contains('/', StringComparison.Ordinal))
            yield return Used(config.BaseHostsFile, readOnly: true, "lines of", "into the container's /etc/hosts", "baseHostsFile");
        if (config.TimeZone.StartsWith('/') || MemberName.Climbs(config.TimeZone))
            yield return Used(Zones + config.TimeZone, readOnly: true, "the content of", "into the container, as its time zone", "timezone");
        if (config.HealthLogDestination.Contains('/', StringComparison.Ordinal))
            yield return Used(config.HealthLogDestination, readOnly: false, "the log of its health checks", "to that folder of the host", "healthLogDestination");
        string[] others = [.. config.Mounts.Where(static path => EngineMounts.OwnerOf(path) is null)];
        if (others.Length > 0)
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "HostUnmount",
                $"When the container has ended, Podman would unmount on the host, as root, what is not the container's: {MemberRules.Printable(string.Join(", ", others))}.",
                "config.dump:$.mounts");
        }
    }

    private static Finding Used(string path, bool readOnly, string what, string where, string field)
    {
        (string risk, string meaning, _) = HostPathRisk.Judge(path, readOnly);
        string shown = MemberRules.Printable(path);
        return Finding.Trust(
            MemberName.Climbs(path) ? FindingRisk.High : risk,
            "HostFileUsed",
            readOnly ? $"Podman would copy {what} {shown} of the host {where}, as root: {meaning}." : $"Podman would write {what} {where}, as root: {shown}, {meaning}.",
            $"config.dump:$.{field}");
    }
}
