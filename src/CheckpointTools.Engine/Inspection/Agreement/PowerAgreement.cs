using CheckpointTools.Inspection.Trust;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Agreement;

/// <summary>
/// Whether the processes have more than spec.dump gives them. CRIU restores each process with the capabilities, seccomp
/// filters and namespaces of its images, so that a harmless spec.dump says nothing by itself. The kernel lets no process
/// of a container have more than it was started with.
/// </summary>
internal static class PowerAgreement
{
    private static readonly (string Type, string Risk, Func<ProcessNamespaces, long?> Number)[] Namespaces =
    [
        ("pid", FindingRisk.High, static namespaces => namespaces.Pid),
        ("mount", FindingRisk.High, static namespaces => namespaces.Mount),
        ("network", FindingRisk.Medium, static namespaces => namespaces.Network),
        ("ipc", FindingRisk.Medium, static namespaces => namespaces.Ipc),
        ("user", FindingRisk.High, static namespaces => namespaces.User),
    ];

    internal static IEnumerable<Finding> Check(SpecDump spec, CheckpointImages images)
    {
        foreach (CheckpointProcess process in images.Processes)
        {
            foreach (Finding finding in Capabilities(process, spec).Concat(Fences(process, spec)).Concat(Labels(process, spec, images.Inventory?.SecurityModule)))
                yield return finding;
        }

        if (spec.IsolatesRoot && images.MapsHostRoot)
        {
            yield return Finding.Trust(
                FindingRisk.High,
                "NamespacesDisagree",
                "By spec.dump root of the container is somebody else on the host, and by CRIU's images it is the host's root.",
                "checkpoint");
        }

        if (images.Inventory?.RootNamespaces is not { } host)
            yield break;
        foreach ((string type, string risk, Func<ProcessNamespaces, long?> number) in Namespaces)
        {
            bool own = spec.Namespaces.Any(item => item.Key == type);
            CheckpointProcess? inHosts = images.Processes.FirstOrDefault(process => process.Namespaces is { } namespaces && number(namespaces) is { } used && used == number(host));
            if (own && inHosts is not null)
            {
                yield return Finding.Trust(
                    risk,
                    "NamespacesDisagree",
                    $"By spec.dump the container has a {type} namespace of its own, and by CRIU's images process {inHosts.Pid} is in the host's.",
                    $"checkpoint/ids-{inHosts.Pid}.img");
            }
        }
    }

    private static IEnumerable<Finding> Capabilities(CheckpointProcess process, SpecDump spec)
    {
        string[] more =
        [
            .. process.Capabilities.Concat(process.PermittedCapabilities).Concat(process.InheritableCapabilities).Concat(process.BoundingCapabilities).Concat(process.AmbientCapabilities)
                .Distinct().Except(spec.AllCapabilities),
        ];
        if (more.Length > 0)
        {
            string risk = more.Select(static name => CapabilityRisk.Of(name).Risk).Aggregate(FindingRisk.Medium, FindingRisk.Max);
            yield return Finding.Trust(
                risk,
                "ProcessCapabilitiesDisagree",
                $"Process {process.Pid} would be restored with capabilities that spec.dump does not give the container: {MemberRules.Printable(string.Join(", ", more))}.",
                $"checkpoint/core-{process.Pid}.img");
        }
    }

    private static IEnumerable<Finding> Labels(CheckpointProcess process, SpecDump spec, string? securityModule)
    {
        string label = process.LsmProfile ?? "";
        bool freed = securityModule switch
        {
            "SELinux" => PrivilegeTrust.IsUnconfined(label) && spec.SelinuxLabel.Length > 0 && !PrivilegeTrust.IsUnconfined(spec.SelinuxLabel),
            "AppArmor" => label is "" or "unconfined" && spec.ApparmorProfile is not ("" or "unconfined") && process.State != "Dead",
            _ => false,
        };
        if (freed)
            yield return Finding.Trust(FindingRisk.Medium, "ProcessLabelDisagrees", $"Process {process.Pid} would be restored without the {securityModule} confinement that spec.dump gives the container.", $"checkpoint/core-{process.Pid}.img");
    }

    private static IEnumerable<Finding> Fences(CheckpointProcess process, SpecDump spec)
    {
        string location = $"checkpoint/core-{process.Pid}.img";
        if (process is { SeccompMode: "Disabled" } or { SeccompMode: not null, SeccompForbids: false } && process.State != "Dead" && spec is { HasSeccomp: true, SeccompAllowsAll: false })
            yield return Finding.Trust(FindingRisk.Medium, "ProcessSeccompDisagrees", $"Process {process.Pid} would be restored without the seccomp filter that spec.dump gives the container.", location);
        if (process.NoNewPrivileges == false && process.State != "Dead" && spec.NoNewPrivileges)
            yield return Finding.Trust(FindingRisk.Medium, "ProcessPrivilegesDisagree", $"Process {process.Pid} could gain privileges by setuid programs, which spec.dump forbids.", location);
    }
}
