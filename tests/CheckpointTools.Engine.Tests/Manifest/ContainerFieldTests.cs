using System.Text.Json.Nodes;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Manifest;

/// <summary>
/// Fields that the real archives of tests/fixtures do not set, put into one of them as Podman writes them
/// (libpod/container_config.go, containers/common's network types, the OCI runtime specification).
/// </summary>
public class ContainerFieldTests
{
    [Fact]
    public void An_archive_of_Podman_3_is_read()
    {
        CheckpointManifest manifest = Scanned.Fully(Podman3().Tar().End());

        Assert.Equal(("Podman", "Podman 3", "Valid"), (manifest.Engine, manifest.Layout, manifest.Verification));
        Assert.Equal(["podman", "other"], manifest.Networks);
        Assert.Equal(
            [
                new NetworkAddress("podman", "eth0", "10.88.0.7/16", "10.88.0.1", "aa:bb:cc:dd:ee:01"),
                new NetworkAddress("other", "eth1", "10.89.0.4/24", "10.89.0.1", "aa:bb:cc:dd:ee:02"),
                new NetworkAddress("other", "eth1", "fd00::4/64", "", "aa:bb:cc:dd:ee:02"),
            ],
            manifest.Addresses);
        Assert.Equal(
            ["8080->80/tcp", "127.0.0.1:8443->443/tcp", "[::1]:53->53/udp"],
            manifest.Ports.Select(static port => port.ToString()));
        Assert.Equal(["/usr/bin/podman", "container", "cleanup", "beef"], manifest.Config!.ExitCommand);
        Assert.Equal("10.88.0.7", manifest.Config.StaticIp);
        Assert.True(manifest.Config.PortsInOldForm);
    }

    [Fact]
    public void Ports_of_both_forms_are_those_of_the_new_one() => Assert.Equal(
        ["9000-9001->9000-9001/tcp"],
        Manifest(static json =>
        {
            json["portMappings"] = Node("""[{"hostPort":1,"containerPort":1,"protocol":"tcp","hostIP":""}]""");
            json["newPortMappings"] = Node("""[{"host_ip":"","host_port":9000,"container_port":9000,"range":2,"protocol":"tcp"}]""");
        }).Ports.Select(static port => port.ToString()));

    [Fact]
    public void Networks_of_Podman_6_are_in_its_order() => Assert.Equal(
        ["z", "a"],
        Manifest(static json => json["orderedNetworks"] = Node("""[{"name":"z","interface_name":"eth0"},{"name":"a","interface_name":"eth1","static_ips":["10.1.2.3"]}]""")).Networks);

    [Theory]
    [InlineData("""["CMD-SHELL","curl -f http://localhost/ || exit 1"]""", "curl -f http://localhost/ || exit 1")]
    [InlineData("""["CMD","/bin/check","--fast"]""", "/bin/check --fast")]
    [InlineData("""["NONE"]""", "")]
    [InlineData("null", "")]
    public void A_health_check_is_its_command(string test, string expected) =>
        Assert.Equal(expected, Manifest(json => json["healthcheck"] = Node($$"""{"Test":{{test}},"Interval":30000000000}""")).HealthCheck);

    [Theory]
    [InlineData("always", 0, "always")]
    [InlineData("on-failure", 3, "on-failure:3")]
    [InlineData("on-failure", 0, "on-failure")]
    [InlineData("", 0, "")]
    public void A_restart_policy_has_its_count(string policy, int retries, string expected) => Assert.Equal(
        expected,
        Manifest(json =>
        {
            json["restart_policy"] = policy;
            json["restart_retries"] = retries;
        }).RestartPolicy);

    [Theory]
    [InlineData("www-data", "www-data")]
    [InlineData("1000:1000", "1000:1000")]
    [InlineData("", "33:44")]
    public void A_user_is_the_configured_one_or_the_numbers(string user, string expected)
    {
        CheckpointBuilder archive = new CheckpointBuilder()
            .Edit("config.dump", json => json["user"] = user)
            .Edit("spec.dump", static json => json["process"]!["user"] = Node("""{"uid":33,"gid":44}"""));

        Assert.Equal(expected, Scanned.Fully(archive.Tar().End()).User);
    }

    [Fact]
    public void A_privileged_container_says_so() => Assert.True(Manifest(static json => json["privileged"] = true).Privileged);

    [Fact]
    public void All_namespaces_that_are_shared_are_named() => Assert.Equal(
        ["ipc", "net", "pid", "uts", "cgroup", "user", "mount"],
        Manifest(static json =>
        {
            foreach (string name in "ipc net pid uts cgroup user mount".Split(' '))
                json[name + "NsCtr"] = "1abb";
        }).SharedNamespaces);

    [Fact]
    public void Bind_mounts_are_those_the_user_made()
    {
        string id = new('a', 64);
        CheckpointBuilder archive = new CheckpointBuilder("vols.tar.gz").Edit("spec.dump", json =>
        {
            var mounts = (JsonArray)json["mounts"]!;
            mounts.Add(Node("""{"destination":"/srv","type":"bind","source":"/data/srv","options":["rw","rbind"]}"""));
            mounts.Add(Node("""{"destination":"/etc/app","source":"/etc/app","options":["ro","bind"]}"""));
            mounts.Add(Node($$"""{"destination":"/run/secrets","type":"bind","source":"/run/containers/storage/overlay-containers/{{id}}/userdata/run/secrets","options":["bind"]}"""));
            mounts.Add(Node($$"""{"destination":"/x","type":"bind","source":"/run/containers/storage/overlay-containers/{{id}}/userdata/../../../../../../etc","options":["bind"]}"""));
        });

        Assert.Equal(
            ["/data/srv:/srv", "/etc/app:/etc/app:ro", $"/run/containers/storage/overlay-containers/{id}/userdata/../../../../../../etc:/x"],
            Scanned.Fully(archive.Tar().End()).BindMounts.Select(static mount => mount.ToString()));
    }

    [Fact]
    public void Deleted_files_are_listed() =>
        Assert.Equal(["/bin/nc"], Scanned.Fully(new CheckpointBuilder("vols.tar.gz").Tar().End()).DeletedFiles);

    [Theory]
    [InlineData("2026-11-23T21:00:14.134842899Z", "2026-11-23T21:00:14.1348428+00:00")]
    [InlineData("2026-11-23T21:00:14.5+02:00", "2026-11-23T19:00:14.5000000+00:00")]
    [InlineData("2026-11-23T21:00:14-05:30", "2026-11-24T02:30:14.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("", null)]
    public void A_time_is_read_as_Go_writes_it(string text, string? expected) =>
        Assert.Equal(expected, Manifest(json => json["createdTime"] = text).Created?.ToString("o"));

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23 21:00:14Z")]
    [InlineData("2026-11-23T21:00:14")]
    [InlineData("2026-11-23T21:00:14.Z")]
    [InlineData("2026-11-23T21:00:14,5Z")]
    [InlineData("2026-11-23T21:00:60Z")]
    [InlineData("2026-02-30T21:00:00Z")]
    [InlineData("Nov 23 2026")]
    public void A_time_that_Go_would_refuse_is_a_finding(string text)
    {
        CheckpointManifest manifest = Manifest(json => json["createdTime"] = text);

        Assert.Null(manifest.Created);
        Assert.Equal("JsonFieldType", Assert.Single(manifest.Findings).Id);
    }

    [Fact]
    public void Keys_match_without_regard_to_case_as_in_Go() => Assert.Equal(
        "renamed",
        Manifest(static json =>
        {
            json.Remove("name");
            json["NAME"] = "renamed";
        }).Name);

    private static CheckpointBuilder Podman3() => new CheckpointBuilder()
        .Without("stats-dump")
        .Edit("config.dump", static json =>
        {
            json.Remove("newPortMappings");
            json.Remove("newNetworks");
            json["exitCommand"] = Node("""["/usr/bin/podman","container","cleanup","beef"]""");
            json["networks"] = Node("""["podman","other"]""");
            json["network_alises"] = Node("""{"other":["db"]}""");
            json["staticIP"] = "10.88.0.7";
            json["portMappings"] = Node("""
                [{"hostPort":8080,"containerPort":80,"protocol":"tcp","hostIP":""},
                 {"hostPort":8443,"containerPort":443,"protocol":"tcp","hostIP":"127.0.0.1"},
                 {"hostPort":53,"containerPort":53,"protocol":"udp","hostIP":"::1"}]
                """);
        })
        .With("network.status", """
            [{"cniVersion":"0.4.0",
              "interfaces":[{"name":"cni-podman0","mac":"aa:bb:cc:dd:ee:00"},{"name":"eth0","mac":"aa:bb:cc:dd:ee:01","sandbox":"/run/netns/x"}],
              "ips":[{"version":"4","interface":1,"address":"10.88.0.7/16","gateway":"10.88.0.1"}],"dns":{}},
             {"interfaces":[{"name":"eth1","mac":"aa:bb:cc:dd:ee:02"}],
              "ips":[{"version":"4","interface":0,"address":"10.89.0.4/24","gateway":"10.89.0.1"},{"version":"6","interface":0,"address":"fd00::4/64"}]}]
            """);

    private static CheckpointManifest Manifest(Action<JsonObject> edit) => Scanned.Fully(new CheckpointBuilder().Edit("config.dump", edit).Tar().End());

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
