using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>Whether every named volume has its content, and every content its volume.</summary>
internal static class VolumeAgreement
{
    internal static IEnumerable<Finding> Check(ConfigDump config, IReadOnlyDictionary<string, long> tars)
    {
        foreach (string name in config.NamedVolumes.Select(static volume => volume.Name).Distinct().Where(name => !tars.ContainsKey(name)))
        {
            yield return Finding.Warning(
                "VolumeContentMissing",
                $"The container has the named volume {MemberRules.Printable(name)}, and there is no volumes/{MemberRules.Printable(name)}.tar: it was exported with --ignore-volumes. A restore needs -IgnoreVolume.",
                "config.dump:$.namedVolumes");
        }

        foreach (string name in tars.Keys.Except(config.NamedVolumes.Select(static volume => volume.Name)))
        {
            yield return Finding.Warning(
                "VolumeUnknown",
                $"There is content for a volume {MemberRules.Printable(name)} that the container does not have; Podman puts it nowhere.",
                $"volumes/{name}.tar");
        }
    }
}
