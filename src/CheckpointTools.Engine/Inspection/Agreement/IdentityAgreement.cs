using System.Text.RegularExpressions;
using CheckpointTools.Manifest;
using CheckpointTools.Restore.Rules;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>Whether all parts name the same container, host name and kind of machine.</summary>
internal static partial class IdentityAgreement
{
    internal static IEnumerable<Finding> CheckIds(ConfigDump config, SpecDump? spec, CheckpointImages images)
    {
        (string Path, string Location)[] paths =
        [
            (spec?.CgroupsPath ?? "", "spec.dump:$.linux.cgroupsPath"),
            .. images.Cgroups.Select(static cgroup => (cgroup.Path, "checkpoint/cgroup.img")),
        ];
        foreach ((string path, string location) in paths.DistinctBy(static item => item.Location + Owner(item.Path)))
        {
            if (Owner(path) is { } id && id != config.Id)
            {
                yield return Finding.Warning(
                    "ContainerIdsDisagree",
                    $"config.dump is of the container {MemberRules.Printable(config.Id)}, and here it is {id}.",
                    location);
            }
        }
    }

    internal static IEnumerable<Finding> CheckMachine(SpecDump spec, CheckpointImages images)
    {
        if (spec.HostName.Length > 0 && images.HostName is { Length: > 0 } hostName && hostName != spec.HostName)
        {
            yield return Finding.Warning(
                "HostNamesDisagree",
                $"By spec.dump the container's host name is {MemberRules.Printable(spec.HostName)}, by CRIU's images it is {MemberRules.Printable(hostName)}.",
                "spec.dump:$.hostname");
        }

        IReadOnlyList<string> runsOn = ArchivedMachine.RunsOn(spec);
        if (images.Architecture is { Length: > 0 } architecture && runsOn.Count > 0 && !runsOn.Contains(architecture))
        {
            yield return Finding.Warning(
                "ArchitecturesDisagree",
                $"By spec.dump the container ran on {runsOn[0]}, by CRIU's images on {architecture}.",
                "spec.dump:$.linux.seccomp.architectures");
        }
    }

    // "/x/libpod-ID" of cgroupfs, "machine.slice:libpod:ID" and "/machine.slice/libpod-ID.scope" of systemd.
    private static string? Owner(string path) => Cgroup().Match(path) is { Success: true } match ? match.Groups["id"].Value : null;

    [GeneratedRegex("libpod[-:](?<id>[0-9a-f]{64})(?:\\.scope)?(?:/|\\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Cgroup();
}
