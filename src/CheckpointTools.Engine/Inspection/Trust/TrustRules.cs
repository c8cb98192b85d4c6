namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// What config.dump and spec.dump would get of the host: everything there that gives a restored container code, files,
/// devices or powers of it. A restore takes both files as they stand, so nobody but the archive's maker was ever asked.
/// </summary>
internal static class TrustRules
{
    private static readonly Func<TrustSubject, IEnumerable<Finding>>[] All =
    [
        ProgramTrust.Check,
        PrivilegeTrust.Check,
        KernelFilesTrust.Check,
        NamespaceTrust.Check,
        MountTrust.Check,
        HostFileTrust.Check,
        DeviceTrust.Check,
        AnnotationTrust.Check,
        ImageTrust.Check,
    ];

    /// <summary>Judges both.</summary>
    /// <param name="subject">What to judge.</param>
    /// <returns>The findings, the worst first, and of each id no more than a person reads.</returns>
    internal static IReadOnlyList<Finding> Check(TrustSubject subject)
    {
        // The worst first, so that what is cut off of a long list is never worse than what is left.
        var list = new FindingList();
        foreach (Finding finding in All.SelectMany(rule => rule(subject)).OrderByDescending(static finding => FindingRisk.Rank(finding.Risk)))
            list.Add(finding);
        return list.ToList();
    }
}
