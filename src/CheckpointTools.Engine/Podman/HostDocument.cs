using System.Text;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Rebuilds a host from its own properties written as JSON: what <c>Get-ContainerHost | ConvertTo-Json -Depth 6</c> gives.</summary>
internal static class HostDocument
{
    private const string Subject = "the container host";

    private static readonly string[] Required =
    [
        nameof(ContainerHost.PodmanVersion),
        nameof(ContainerHost.Runtimes),
        nameof(ContainerHost.Pods),
        nameof(ContainerHost.Containers),
        nameof(ContainerHost.Volumes),
        nameof(ContainerHost.Images),
        nameof(ContainerHost.Networks),
    ];

    /// <summary>Reads a host.</summary>
    /// <param name="text">The JSON; properties of a later version are passed over.</param>
    /// <returns>The host.</returns>
    /// <exception cref="CheckpointToolsException">
    /// <c>InvalidContainerHost</c>: it is none, a property is of another type, or a list is missing, since a host whose
    /// containers are not told of is not one without containers.
    /// </exception>
    internal static ContainerHost Parse(string text)
    {
        var member = JsonMember.Parse(Subject, Encoding.UTF8.GetBytes(text), ArchiveLimits.Default);
        if (member.Findings.Count > 0)
            throw Invalid(member.Findings[0].Message);
        var findings = new List<Finding>();
        var view = JsonView.Of(member, findings);
        ContainerHost host = Read(view);
        if (findings.Count > 0)
            throw Invalid(findings[0].Message);
        return Required.FirstOrDefault(name => !view.Has(name)) is { } missing ? throw Invalid($"there is no {missing} in it.") : host;
    }

    private static ContainerHost Read(JsonView view) => new()
    {
        Name = view.Text(nameof(ContainerHost.Name)),
        Connection = view.Text(nameof(ContainerHost.Connection)),
        IsRemote = view.Boolean(nameof(ContainerHost.IsRemote)),
        PodmanVersion = view.Text(nameof(ContainerHost.PodmanVersion)),
        CriuVersion = view.Text(nameof(ContainerHost.CriuVersion)),
        CriuKnown = view.Boolean(nameof(ContainerHost.CriuKnown)),
        Runtime = view.Text(nameof(ContainerHost.Runtime)),
        Runtimes = [.. view.Objects(nameof(ContainerHost.Runtimes)).Select(Runtime)],
        CgroupVersion = view.Text(nameof(ContainerHost.CgroupVersion)),
        CgroupManager = view.Text(nameof(ContainerHost.CgroupManager)),
        Architecture = view.Text(nameof(ContainerHost.Architecture)),
        Kernel = view.Text(nameof(ContainerHost.Kernel)),
        SELinux = view.Boolean(nameof(ContainerHost.SELinux)),
        Rootless = view.Boolean(nameof(ContainerHost.Rootless)),
        GraphRoot = view.Text(nameof(ContainerHost.GraphRoot)),
        RunRoot = view.Text(nameof(ContainerHost.RunRoot)),
        VolumePath = view.Text(nameof(ContainerHost.VolumePath)),
        FreeSpace = view.Has(nameof(ContainerHost.FreeSpace)) ? view.Integer(nameof(ContainerHost.FreeSpace)) : null,
        Pods = [.. view.Objects(nameof(ContainerHost.Pods)).Select(Pod)],
        Containers = [.. view.Objects(nameof(ContainerHost.Containers)).Select(Container)],
        Volumes = view.Texts(nameof(ContainerHost.Volumes)),
        Images = [.. view.Objects(nameof(ContainerHost.Images)).Select(Image)],
        Networks = [.. view.Objects(nameof(ContainerHost.Networks)).Select(Network)],
    };

    private static HostRuntime Runtime(JsonView runtime) => new(
        runtime.Text(nameof(HostRuntime.Name)),
        runtime.Text(nameof(HostRuntime.Path)),
        runtime.Text(nameof(HostRuntime.Version)),
        runtime.Boolean(nameof(HostRuntime.CanCheckpoint)),
        runtime.Boolean(nameof(HostRuntime.CanRestoreIntoPod)))
    {
        Known = !runtime.Has(nameof(HostRuntime.Known)) || runtime.Boolean(nameof(HostRuntime.Known)),
    };

    private static HostPod Pod(JsonView pod) => new()
    {
        Id = pod.Text(nameof(HostPod.Id)),
        Name = pod.Text(nameof(HostPod.Name)),
        State = pod.Text(nameof(HostPod.State)),
        SharedNamespaces = pod.Texts(nameof(HostPod.SharedNamespaces)),
        InfraContainerId = pod.Text(nameof(HostPod.InfraContainerId)),
        InfraProcessLabel = pod.Text(nameof(HostPod.InfraProcessLabel)),
        InfraMountLabel = pod.Text(nameof(HostPod.InfraMountLabel)),
        CgroupPath = pod.Text(nameof(HostPod.CgroupPath)),
    };

    private static HostContainer Container(JsonView container) => new()
    {
        Id = container.Text(nameof(HostContainer.Id)),
        Name = container.Text(nameof(HostContainer.Name)),
        State = container.Text(nameof(HostContainer.State)),
        Pod = container.Text(nameof(HostContainer.Pod)),
        IsInfra = container.Boolean(nameof(HostContainer.IsInfra)),
        Ports = [.. container.Objects(nameof(HostContainer.Ports)).Select(Port)],
    };

    private static PortMapping Port(JsonView port) => new()
    {
        HostIp = port.Text(nameof(PortMapping.HostIp)),
        HostPort = Number(port, nameof(PortMapping.HostPort)),
        ContainerPort = Number(port, nameof(PortMapping.ContainerPort)),
        Range = Number(port, nameof(PortMapping.Range)),
        Protocol = port.Text(nameof(PortMapping.Protocol)),
    };

    private static HostImage Image(JsonView image) => new(image.Text(nameof(HostImage.Id)), image.Texts(nameof(HostImage.Names)))
    {
        Digests = image.Texts(nameof(HostImage.Digests)),
    };

    private static HostNetwork Network(JsonView network) => new(
        network.Text(nameof(HostNetwork.Name)),
        network.Texts(nameof(HostNetwork.Subnets)),
        network.Texts(nameof(HostNetwork.AddressesInUse)));

    private static int Number(JsonView view, string key) =>
        view.Integer(key) is >= 0 and <= ushort.MaxValue and long number ? (int)number : throw Invalid($"its {key} {view.Integer(key)} is no port.");

    private static CheckpointToolsException Invalid(string reason) => new(
        "InvalidContainerHost",
        $"This is no container host: {reason}",
        "Write one with 'Get-ContainerHost | ConvertTo-Json -Depth 6', and read it with 'Get-Content -Raw | ConvertFrom-Json'.");
}
