using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Restore;

/// <summary>Ports and networks in the plan, and their forms in Podman 3, 4 to 5, and 6.</summary>
public class NetworkChangeTests
{
    private const string Us = "CheckpointTools";

    [Fact]
    public void The_archive_s_ports_are_published_unless_others_are_asked_for()
    {
        CheckpointManifest manifest = Planned.Archive("vols.tar.gz");

        RestorePlan plan = Planned.On(manifest, new() { PublishPort = ["8081:81", "8080:80", "9000:9000/tcp,udp"] });

        Assert.Equal(["8080->80/tcp", "127.0.0.1:9000-9002->9000-9002/udp"], Planned.On(manifest).Ports.Select(static port => port.ToString()));
        Assert.Equal(["8080-8081->80-81/tcp", "9000->9000/tcp", "9000->9000/udp"], plan.Ports.Select(static port => port.ToString()).Order());
        PlanChange change = Assert.Single(plan.Changes, static change => change.Rule == "PortsReplaced");
        Assert.Equal(("8080->80/tcp, 127.0.0.1:9000-9002->9000-9002/udp", "Podman"), (change.From, change.By));
        Assert.False(plan.RewritesArchive);
    }

    [Theory]
    [InlineData("5.4.2", true)]
    [InlineData("6.0.0-dev", true)]
    [InlineData("", true)]
    [InlineData("3.4.4", false)]
    public void Ports_and_networks_of_Podman_3_are_put_where_later_ones_read_them(string version, bool converted)
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar", AsPodman3), host: host => host with { PodmanVersion = version });

        Assert.Equal(["80-81"], plan.Ports.Select(static port => FormattableString.Invariant($"{port.ContainerPort}-{port.ContainerPort + port.Range - 1}")));
        Assert.Equal(converted, plan.RewritesArchive);
        if (!converted)
            return;
        Assert.Contains(new PlanChange("config.dump:newPortMappings", "", "8080-8081->80-81/tcp", "PortsConverted", Us), plan.Changes);
        Assert.Contains(new PlanChange("config.dump:newNetworks", "", "podman", "NetworksConverted", Us), plan.Changes);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"host_ip":"","container_port":80,"host_port":8080,"range":2,"protocol":"tcp"}]"""),
            plan.RewrittenConfig!["newPortMappings"]));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"podman":{"interface_name":"eth0","aliases":["db"],"static_ips":["10.88.0.50"],"static_mac":"kteyJgEC"}}"""),
            plan.RewrittenConfig["newNetworks"]));
    }

    [Fact]
    public void A_container_of_Podman_3_keeps_static_addresses_alone()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar", AsPodman3));
        RestorePlan ignoring = Planned.On(Planned.Archive("plain-none.tar", AsPodman3), new() { IgnoreStaticIPAddress = true, IgnoreStaticMacAddress = true });

        Assert.Contains(new PlanChange("network.status:podman.address", "10.88.0.2", "", "AddressNotKept", "Podman"), plan.Changes);
        Assert.DoesNotContain(plan.Changes, static change => change.Field is "config.dump:staticIP" or "config.dump:staticMAC");
        Assert.Contains(new PlanChange("config.dump:staticIP", "10.88.0.50", "", "StaticIPAddressIgnored", "Podman"), ignoring.Changes);
        Assert.Contains(new PlanChange("config.dump:staticMAC", "kteyJgEC", "", "StaticMacAddressIgnored", "Podman"), ignoring.Changes);
    }

    [Theory]
    [InlineData("5.8.2", true)]
    [InlineData("6.1.1", false)]
    public void Networks_of_Podman_6_are_put_where_earlier_ones_read_them(string version, bool converted)
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar", static config =>
        {
            config.Remove("newNetworks");
            config["orderedNetworks"] = JsonNode.Parse("""[{"name":"podman","interface_name":"eth0","options":{"x":"y"}}]""");
        });

        RestorePlan plan = Planned.On(manifest, host: host => host with { PodmanVersion = version });

        Assert.Equal(converted ? """{"podman":{"interface_name":"eth0","options":{"x":"y"}}}""" : null, plan.RewrittenConfig?["newNetworks"]?.ToJsonString());
        Assert.Equal(converted, plan.RewritesArchive);
    }

    [Fact]
    public void Addresses_and_static_ones_that_are_ignored_are_told()
    {
        CheckpointManifest manifest = Planned.Archive("plain-none.tar", static config =>
        {
            config["newNetworks"]!["podman"]!["static_ips"] = new JsonArray("10.88.0.2");
            config["newNetworks"]!["podman"]!["static_mac"] = "16:1e:90:b0:cc:33";
        });

        Assert.Equal(
            [
                new PlanChange("network.status:podman.address", "10.88.0.2", "", "StaticIPAddressIgnored", "Podman"),
                new PlanChange("config.dump:newNetworks.podman.static_ips", "10.88.0.2", "", "StaticIPAddressIgnored", "Podman"),
            ],
            Planned.On(manifest, new() { IgnoreStaticIPAddress = true }).Changes);
        Assert.Equal(["config.dump:name", "config.dump:id"], Planned.On(manifest, new() { Name = "copy" }).Changes.Select(static change => change.Field));
    }

    [Fact]
    public void A_pod_s_network_takes_no_ports_and_no_static_addresses()
    {
        CheckpointManifest manifest = Planned.Archive("pod-pdef.tar.zst", static config =>
            config["newNetworks"] = JsonNode.Parse("""{"podman":{"static_ips":["10.88.0.9"],"interface_name":"eth0"}}"""));

        RestorePlan plan = Planned.On(manifest, new() { Pod = "web", PublishPort = ["80"] });

        Assert.Empty(plan.Ports);
        Assert.DoesNotContain(plan.Changes, static change => change.Rule == "PortsReplaced");
        Assert.Contains(new PlanChange("config.dump:newNetworks.podman.static_ips", "10.88.0.9", "", "PodRebinding", "Podman"), plan.Changes);
    }

    // As Podman 3.4 writes them: one element a port, networks by name, the MAC as Go writes bytes.
    private static void AsPodman3(JsonObject config)
    {
        config.Remove("newNetworks");
        config["portMappings"] = JsonNode.Parse("""
            [{"hostPort":8081,"containerPort":81,"protocol":"tcp","hostIP":""},{"hostPort":8080,"containerPort":80,"protocol":"tcp","hostIP":""}]
            """);
        config["networks"] = new JsonArray("podman");
        config["network_alises"] = new JsonObject { ["podman"] = new JsonArray("db") };
        config["staticIP"] = "10.88.0.50";
        config["staticMAC"] = "kteyJgEC";
    }
}
