using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>
/// Whether config.dump, spec.dump, CRIU's images and the volumes' tars speak of one container. Podman and the runtime go by the
/// first two, CRIU by the third; an engine writes them at once, and what differs was changed by somebody afterwards.
/// </summary>
internal static class AgreementRules
{
    /// <summary>Compares what a full pass found.</summary>
    /// <param name="config">config.dump, where it could be read.</param>
    /// <param name="spec">spec.dump, where it could be read.</param>
    /// <param name="scan">The facts of the pass.</param>
    /// <returns>The findings, the worst first.</returns>
    internal static IReadOnlyList<Finding> Check(ConfigDump? config, SpecDump? spec, ScanResult scan)
    {
        // What lies behind the place where a damaged archive ends is not known to be missing.
        if (!scan.Complete || scan.IsPreCheckpoint)
            return [];
        IEnumerable<Finding> findings = config is { IsLibpod: true } ? VolumeAgreement.Check(config, scan.VolumeSizes) : [];
        if (scan.Images is { } images)
        {
            if (config is { IsLibpod: true })
                findings = findings.Concat(IdentityAgreement.CheckIds(config, spec, images));
            if (spec is not null)
                findings = findings.Concat(IdentityAgreement.CheckMachine(spec, images)).Concat(MountAgreement.Check(spec, images)).Concat(FileSystemAgreement.Check(spec, images)).Concat(PowerAgreement.Check(spec, images));
        }

        var list = new FindingList();
        foreach (Finding finding in findings.OrderByDescending(static finding => FindingRisk.Rank(finding.Risk)))
            list.Add(finding);
        return list.ToList();
    }
}
