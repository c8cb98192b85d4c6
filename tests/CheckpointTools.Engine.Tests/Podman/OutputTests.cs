using CheckpointTools.Podman;

namespace CheckpointTools.Tests.Podman;

/// <summary>Outputs that the captured hosts do not have.</summary>
public class OutputTests
{
    [Theory]
    [InlineData("Version: 4.1.1\n", "4.1.1")]
    [InlineData("Version: 3.11\n", "3.11")]
    [InlineData("Version: 3.15.1\nGitID: v3.15-200-g4f5eb6d2a\n", "3.16")]
    [InlineData("Version: 3.99\nGitID: v3.99\n", "3.100")]
    [InlineData("Warn  (criu/kerndat.c:1): x\nVersion: 4.2.1\n", "4.2.1")]
    [InlineData("", "")]
    [InlineData("criu: error while loading shared libraries\n", "")]
    [InlineData("Version: four\n", "")]
    [InlineData("Version: 99999.1\n", "")]
    public void Reads_the_version_of_CRIU_that_Podman_goes_by(string output, string expected) => Assert.Equal(expected, CriuOutput.Version(output));

    [Theory]
    [InlineData("runc version 1.1.15+ds1\ncommit: x", "1.1.15+ds1")]
    [InlineData("crun version 1.21\ncommit: x", "1.21")]
    [InlineData("runsc version release-20250811.0\nspec: 1.1.0-rc.1", "release-20250811.0")]
    [InlineData("youki version: 0.5.0", "0.5.0")]
    [InlineData("odd", "odd")]
    [InlineData("", "")]
    public void Reads_the_version_of_a_runtime(string said, string expected)
    {
        string info = System.Text.Json.JsonSerializer.Serialize(new { host = new { ociRuntime = new { name = "x", path = "/x", version = said } } });
        Assert.Equal(new HostRuntime("x", "/x", expected, false, false) { Known = false }, SystemOutput.Runtime(info));
    }

    [Theory]
    [InlineData("Incorrect Usage: flag needs an argument: -lsm-mount-context", true)]
    [InlineData("crun: option '--lsm-mount-context' requires an argument", true)]
    [InlineData("flag provided but not defined: -lsm-mount-context", false)]
    [InlineData("restore: unrecognized option '--lsm-mount-context'", false)]
    [InlineData("", false)]
    public void Knows_a_runtime_that_restores_into_pods(string said, bool expected) => Assert.Equal(expected, RuntimeProbe.AsksForArgument(said));

    [Fact]
    public void Reads_a_single_pod_as_Podman_4_prints_it()
    {
        HostPod pod = Assert.Single(PodOutput.Pods("""{ "Id": "1", "Name": "web", "State": "Running", "SharedNamespaces": ["net"], "InfraContainerID": "2" }"""));
        Assert.Equal(("1", "web", "2", "net"), (pod.Id, pod.Name, pod.InfraContainerId, Assert.Single(pod.SharedNamespaces)));
    }

    [Fact]
    public void Reads_the_labels_of_infra_containers()
    {
        const string Label = "system_u:system_r:container_t:s0:c1,c2";
        Assert.Equal([("1", Label, "")], PodOutput.Labels($$"""[{ "Id": "1", "ProcessLabel": "{{Label}}", "MountLabel": "" }]"""));
    }

    [Fact]
    public void Reads_networks_without_subnets_and_before_Podman_5()
    {
        IReadOnlyList<HostNetwork> networks = NetworkOutput.Networks("""
            [
              { "name": "dhcp", "driver": "macvlan" },
              { "name": "old", "subnets": [{ "subnet": "fd00::/64" }, { "subnet": "10.1.0.0/16" }], "containers": null },
              { "name": "dual", "subnets": [], "containers": { "1": { "interfaces": { "eth0": { "subnets": [{ "ipnet": "fd00::2/64" }, { "ipnet": "10.1.0.2/16" }] }, "eth1": {} } }, "2": { "interfaces": null } } }
            ]
            """);
        Assert.Equal([0, 2, 0], networks.Select(static network => network.Subnets.Count));
        Assert.Equal([[], [], ["fd00::2", "10.1.0.2"]], networks.Select(static network => network.AddressesInUse));
    }

    [Fact]
    public void Reads_labels_that_differ_by_case_only() =>
        Assert.Equal(["x"], ContainerOutput.Volumes("""[{ "Name": "x", "Labels": { "a": "1", "A": "2" } }]"""));

    [Fact]
    public void Reads_a_port_without_range_and_one_that_is_none()
    {
        HostContainer container = Assert.Single(ContainerOutput.Containers("""[{ "Id": "1", "Names": null, "Ports": [{ "host_port": 99999, "container_port": 1, "range": 0, "protocol": "tcp" }] }]"""));
        Assert.Equal("", container.Name);
        Assert.Equal(new PortMapping { HostPort = 65535, ContainerPort = 1, Range = 1 }, Assert.Single(container.Ports));
    }
}
