using System.Text.RegularExpressions;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Devices of the host that the container would get.</summary>
internal static partial class DeviceTrust
{
    private const long MemoryMajor = 1; // mem, kmem, null, port, zero, full, random, urandom, kmsg

    internal static IEnumerable<Finding> Check(TrustSubject subject) => [.. Devices(subject), .. Cdi(subject)];

    /// <summary>What a device is worth, and to what end; Low for those that every container has.</summary>
    internal static (string Risk, string Meaning) Judge(SpecDevice device) => device switch
    {
        { Type: "" or "a" } or { Major: null, Path: "" } => (FindingRisk.High, "all devices, the disks and the memory among them"),
        { Type: "b" } => (FindingRisk.High, "a disk of the host, below its file systems and permissions"),
        { Type: "p" } => (FindingRisk.Low, "a named pipe"),
        { Major: MemoryMajor, Minor: 1 or 2 or 4 or null } => (FindingRisk.High, "the memory and ports of the machine"),
        { Major: MemoryMajor, Minor: 11 } => (FindingRisk.Medium, "the kernel's log"),
        { Major: MemoryMajor } or { Major: 5 } or { Major: 136 } => (FindingRisk.Low, "a device that every container has"),
        { Major: 10, Minor: 200 or 229 } => (FindingRisk.Low, "tunnels or user-space file systems"),
        _ => (FindingRisk.Medium, "a device of the host"),
    };

    private static IEnumerable<Finding> Devices(TrustSubject subject)
    {
        IEnumerable<(SpecDevice Device, string Location)> devices =
        [
            .. (subject.Spec?.Devices ?? []).Select(static device => (device, "spec.dump:$.linux.devices")),
            .. (subject.Spec?.AllowedDevices ?? []).Select(static device => (device, "spec.dump:$.linux.resources.devices")),
        ];
        if (subject.Config is { MountAllDevices: true, Privileged: false })
            yield return Finding.Trust(FindingRisk.High, "HostDevice", "The container gets all devices of the host, the disks and the memory among them, as soon as Podman starts it again.", "config.dump:$.mountAllDevices");
        if (subject.Spec is { NetworkDevices: { Count: > 0 } network })
            yield return Finding.Trust(FindingRisk.Medium, "HostDevice", $"The container takes network devices of the host for itself: {MemberRules.Printable(string.Join(", ", network))}.", "spec.dump:$.linux.netDevices");
        foreach (IGrouping<(string Risk, string Meaning, string Location), SpecDevice> group in devices.GroupBy(item => (Risk(item.Device), Judge(item.Device).Meaning, item.Location), static item => item.Device))
        {
            if (group.Key.Risk == FindingRisk.Low)
                continue;
            yield return Finding.Trust(
                group.Key.Risk,
                "HostDevice",
                $"The container gets {group.Key.Meaning}: {MemberRules.Printable(string.Join(", ", group.Take(10)))}{(group.Count() > 10 ? $" and {group.Count() - 10:N0} more" : "")}.",
                group.Key.Location);
        }

        // The device nodes' numbers decide, not the map of users.
        static string Risk(SpecDevice device) => Judge(device).Risk;
    }

    private static IEnumerable<Finding> Cdi(TrustSubject subject)
    {
        string[] names =
        [
            .. subject.Config?.CdiDevices ?? [],
            .. subject.Spec?.Annotations.Where(static pair => CdiAnnotation().IsMatch(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}") ?? [],
        ];
        if (names.Length > 0)
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "CdiDevice",
                $"The container asks for devices by names that the host's own CDI files explain, with mounts and hooks: {MemberRules.Printable(string.Join(", ", names))}.",
                subject.Config is { CdiDevices.Count: > 0 } ? "config.dump:$.cdiDevices" : "spec.dump:$.annotations");
        }
    }

    [GeneratedRegex(@"^cdi\.k8s\.io/", RegexOptions.NonBacktracking)]
    private static partial Regex CdiAnnotation();
}
