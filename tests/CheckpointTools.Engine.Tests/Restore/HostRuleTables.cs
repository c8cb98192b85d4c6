using System.Text.Json.Nodes;
using static CheckpointTools.CheckState;
using static CheckpointTools.Tests.Restore.RuleTables;

namespace CheckpointTools.Tests.Restore;

/// <summary>The rules' tables about what the host has to have: CRIU, runtime, image, volumes, ports, networks, machine and space.</summary>
internal static class HostRuleTables
{
    private const string Bb = "localhost/bb:latest";

    public static IReadOnlyDictionary<string, RuleCase> Programs { get; } = new Dictionary<string, RuleCase>
    {
        ["CRIU 3.11"] = new("CriuTooOld", Passed) { Host = static host => host with { CriuVersion = "3.11" } },
        ["CRIU 3.10"] = new("CriuTooOld", Failed) { Host = static host => host with { CriuVersion = "3.10" }, Says = "3.11" },
        ["CRIU 3.15 and a pod"] = In("CriuTooOld", Failed, "web") with { Host = static host => host with { CriuVersion = "3.15.1" }, Says = "3.16" },
        ["CRIU 3.16 and a pod"] = In("CriuTooOld", Passed, "web") with { Host = static host => host with { CriuVersion = "3.16" } },
        ["no CRIU"] = new("CriuTooOld", Failed) { Host = static host => host with { CriuVersion = "" }, Recommends = "Install" },
        ["CRIU of a service"] = new("CriuTooOld", Unknown) { Host = static host => host with { CriuVersion = "", CriuKnown = false } },

        ["the archive's runtime"] = new("RuntimeMismatch", Passed),
        ["the archive's runtime, asked for"] = new("RuntimeMismatch", Passed) { Options = new() { Runtime = "runc" } },
        ["the archive's runtime by its path"] = new("RuntimeMismatch", Passed) { Options = new() { Runtime = "/usr/bin/runc" } },
        ["another runtime"] = new("RuntimeMismatch", Failed) { Options = new() { Runtime = "crun" }, Says = "runc", Recommends = "-Runtime runc" },
        ["another program of the same name"] = new("RuntimeMismatch", Failed) { Options = new() { Runtime = "/opt/runc" }, Host = static host => host with { Runtimes = [.. host.Runtimes, new("runc", "/opt/runc", "1.3.6", true, true)] } },
        ["the archive's runtime at another path here"] = new("RuntimeMismatch", Passed) { Config = static config => config["runtime"] = "/usr/sbin/runc", Options = new() { Runtime = "runc" } },
        ["no runtime named"] = new("RuntimeMismatch", NotApplicable) { Config = static config => config.Remove("runtime") },
        ["a service's default runtime is another"] = new("RuntimeMismatch", Failed) { Host = static host => Remote(host), Says = "crun", Recommends = "containers.conf" },
        ["a service's default runtime is the archive's"] = new("RuntimeMismatch", Passed) { Fixture = "crun-plain.tar.zst", Host = static host => Remote(host) },
        ["a service that does not tell its runtime"] = new("RuntimeMismatch", Unknown) { Host = static host => Remote(host) with { Runtime = "" } },
        ["the runtime is there"] = new("RuntimeMissing", Passed) { Says = "/usr/bin/runc" },
        ["the runtime is not there"] = new("RuntimeMissing", Failed) { Host = static host => Runc(host, runc => runc with { Path = "" }), Says = "runc", Recommends = "-Runtime" },
        ["the runtime was not looked for"] = new("RuntimeMissing", Unknown) { Host = static host => host with { Runtimes = [] } },
        ["no runtime to look for"] = new("RuntimeMissing", NotApplicable) { Config = static config => config.Remove("runtime") },
        ["a runtime that restores"] = new("RuntimeLacksRestore", Passed),
        ["a runtime that does not restore"] = new("RuntimeLacksRestore", Failed) { Host = static host => Runc(host, runc => runc with { CanCheckpoint = false }) },
        ["a crun without CRIU"] = new("RuntimeLacksRestore", Failed) { Fixture = "crun-plain.tar.zst", Host = static host => host with { Runtimes = [host.Runtimes[0] with { CanCheckpoint = false }] }, Recommends = "+CRIU" },
        ["a service's runtime cannot be asked"] = new("RuntimeLacksRestore", Unknown) { Fixture = "crun-plain.tar.zst", Host = static host => Remote(host) },
        ["a runtime that is not there cannot be asked"] = new("RuntimeLacksRestore", NotApplicable) { Host = static host => Runc(host, runc => runc with { Path = "", CanCheckpoint = false }) },
    };

    public static IReadOnlyDictionary<string, RuleCase> Storage { get; } = new Dictionary<string, RuleCase>
    {
        ["the image by id"] = new("ImageUnavailable", Passed) { Says = Bb },
        ["the image by name alone"] = new("ImageUnavailable", Passed) { Host = static host => Images(host, FittingHost.OtherImageId, Bb) },
        ["the image by id alone"] = new("ImageUnavailable", Passed) { Host = static host => Images(host, FittingHost.ImageId) },
        ["a local image that is not there"] = new("ImageUnavailable", Failed) { Host = static host => Images(host, FittingHost.OtherImageId, "localhost/other:latest"), Says = Bb, Recommends = "podman save" },
        ["an image that a registry may have"] = new("ImageUnavailable", Passed) { Config = static config => Image(config, "quay.io/a/b:1"), Host = static host => host with { Images = [] }, Says = "pulled" },
        ["a name that is a file of the host"] = new("ImageUnavailable", Failed) { Config = static config => Image(config, "oci-archive:x"), Host = static host => host with { Images = [] } },
        ["an image without a name"] = new("ImageUnavailable", Failed) { Config = static config => Image(config, ""), Host = static host => host with { Images = [] } },
        ["a folder instead of an image"] = new("ImageUnavailable", Failed) { Config = static config => { Image(config, ""); config.Remove("rootfsImageID"); config["rootfs"] = "/srv/root"; }, Says = "/srv/root" },
        ["the same image"] = new("ImageDiffers", Passed),
        ["the same name, another image"] = new("ImageDiffers", Warning) { Host = static host => Images(host, FittingHost.OtherImageId, Bb), Says = Bb },
        ["no image to compare"] = new("ImageDiffers", NotApplicable) { Host = static host => host with { Images = [] } },
        ["no image id to compare"] = new("ImageDiffers", NotApplicable) { Config = static config => config.Remove("rootfsImageID") },

        ["no volumes"] = new("VolumeExists", NotApplicable),
        ["volumes that are not there"] = new("VolumeExists", Passed) { Fixture = "vols.tar.gz" },
        ["one of the volumes is there"] = new("VolumeExists", Failed) { Fixture = "vols.tar.gz", Host = static host => host with { Volumes = ["data2"] }, Says = "data2", Recommends = "-IgnoreVolume" },
        ["a volume that is there, ignored"] = new("VolumeExists", NotApplicable) { Fixture = "vols.tar.gz", Options = new() { IgnoreVolume = true }, Host = static host => host with { Volumes = ["data2"] } },
        ["no volume whose content could be missing"] = new("VolumeContentMissing", NotApplicable),
        ["the content of all volumes"] = new("VolumeContentMissing", Passed) { Fixture = "vols.tar.gz" },
        ["a volume without content"] = new("VolumeContentMissing", Failed) { Fixture = "vols.tar.gz", Members = static archive => archive.Without("volumes/data2.tar"), Says = "data2", Recommends = "-IgnoreVolume" },
        ["a volume without content, ignored"] = new("VolumeContentMissing", NotApplicable) { Fixture = "vols.tar.gz", Options = new() { IgnoreVolume = true }, Members = static archive => archive.Without("volumes/data2.tar") },
        ["not read as far as the volumes"] = new("VolumeContentMissing", Unknown) { Fixture = "vols.tar.gz", Listed = true },

        ["room"] = new("NotEnoughSpace", Passed),
        ["no room"] = new("NotEnoughSpace", Failed) { Host = static host => host with { FreeSpace = 100_000 }, Says = " at /var/lib/containers/storage, where 98 KiB (100000 bytes) are free" },
        ["room unknown"] = new("NotEnoughSpace", Unknown) { Host = static host => host with { FreeSpace = null } },
        ["not even room for the archive"] = new("NotEnoughSpace", Failed) { Listed = true, Host = static host => host with { FreeSpace = 1000 }, Says = "at least" },
        ["room for a listed archive"] = new("NotEnoughSpace", Unknown) { Listed = true },
    };

    public static IReadOnlyDictionary<string, RuleCase> Network { get; } = new Dictionary<string, RuleCase>
    {
        ["no ports"] = new("InvalidPort", NotApplicable),
        ["the archive's ports"] = new("InvalidPort", Passed) { Fixture = "vols.tar.gz" },
        ["ports that can be read"] = new("InvalidPort", Passed) { Options = new() { PublishPort = ["8080:80/tcp,udp", "[::1]:1-2:3-4"] } },
        ["two ports that cannot be read"] = new("InvalidPort", Failed) { Options = new() { PublishPort = ["80", "abc", "1-2-3"] }, Says = "-PublishPort 1-2-3: " },
        ["a protocol that is none"] = new("InvalidPort", Failed) { Options = new() { PublishPort = ["80/icmp"] }, Says = "icmp" },
        ["an old port that is none"] = new("InvalidPort", Failed) { Config = static config => config["portMappings"] = new JsonArray(new JsonObject { ["hostPort"] = 70000, ["containerPort"] = 80, ["protocol"] = "tcp" }), Says = "70000" },
        ["no ports to collide"] = new("PortConflict", NotApplicable),
        ["ports that do not collide"] = new("PortConflict", Passed) { Fixture = "vols.tar.gz" },
        ["ports that Podman lets collide"] = new("PortConflict", Failed) { Options = new() { PublishPort = ["8080:80", "8080:81"] }, Says = "Conflicting port mappings for host port 8080" },
        ["the archive's own ports collide"] = new("PortConflict", Failed) { Config = static config => config["newPortMappings"] = new JsonArray(Port(8080, 80), Port(8080, 81)), Says = "8080" },
        ["unreadable ports do not collide"] = new("PortConflict", NotApplicable) { Options = new() { PublishPort = ["abc"] } },
        ["no ports to be in use"] = new("PortInUse", NotApplicable),
        ["the archive's ports are free"] = new("PortInUse", Passed) { Fixture = "vols.tar.gz" },
        ["the archive's port is in use"] = new("PortInUse", Failed) { Fixture = "vols.tar.gz", Host = static host => Publishes(host, 8080), Says = "Host port 8080 (protocol tcp), wanted for 8080->80/tcp, is already published by container busy", Recommends = "-PublishPort" },
        ["the archive's port is in use, another is published"] = new("PortInUse", Passed) { Fixture = "vols.tar.gz", Options = new() { PublishPort = ["8081:80"] }, Host = static host => Publishes(host, 8080) },
        ["a published port is in use"] = new("PortInUse", Failed) { Options = new() { PublishPort = ["127.0.0.1:443:80"] }, Says = "proxy" },
        ["a stopped container has the port"] = new("PortInUse", Passed) { Fixture = "vols.tar.gz", Host = static host => Publishes(host, 8080, "exited") },
        ["a paused container has the port"] = new("PortInUse", Failed) { Fixture = "vols.tar.gz", Host = static host => Publishes(host, 8080, "paused") },
        ["a pod publishes in the container's place"] = In("PortInUse", NotApplicable, "web") with { Options = new() { Pod = "web", PublishPort = ["443:443"] } },
        ["no -PublishPort"] = In("PortsIgnoredInPod", NotApplicable, "web"),
        ["-PublishPort outside a pod"] = new("PortsIgnoredInPod", Passed) { Options = new() { PublishPort = ["80"] } },
        ["-PublishPort in a pod's network"] = In("PortsIgnoredInPod", Warning, "web") with { Options = new() { Pod = "web", PublishPort = ["80"] }, Recommends = "pod create" },
        ["-PublishPort in the host's network"] = new("PortsIgnoredInPod", Warning) { Config = static config => config["createNetNS"] = false, Options = new() { PublishPort = ["80"] } },

        ["the networks are there"] = new("NetworkMissing", Passed),
        ["a network is not there"] = new("NetworkMissing", Failed) { Config = static config => config["newNetworks"]!["app"] = new JsonObject(), Says = "app", Recommends = "podman network create app" },
        ["no networks"] = In("NetworkMissing", NotApplicable, "web"),
        ["the addresses are free"] = new("StaticAddressTaken", Passed) { Says = "10.88.0.2" },
        ["the address is taken"] = new("StaticAddressTaken", Failed) { Host = static host => Addresses(host, "10.88.0.2"), Says = "10.88.0.2", Recommends = "-IgnoreStaticIPAddress" },
        ["the address is taken, and given up"] = new("StaticAddressTaken", NotApplicable) { Options = new() { IgnoreStaticIPAddress = true }, Host = static host => Addresses(host, "10.88.0.2") },
        ["the address is taken, but a new name brings a new one"] = new("StaticAddressTaken", Passed) { Options = new() { Name = "new" }, Host = static host => Addresses(host, "10.88.0.2") },
        ["a static address is taken, which a new name keeps"] = new("StaticAddressTaken", Failed) { Config = static config => config["newNetworks"]!["podman"]!["static_ips"] = new JsonArray("10.88.7.7"), Options = new() { Name = "new" }, Host = static host => Addresses(host, "10.88.7.7") },
        ["the address lies in no subnet"] = new("StaticAddressTaken", Failed) { Host = static host => host with { Networks = [new HostNetwork("podman", ["10.88.128.0/17", "fd00::/64"], [])] }, Says = "10.88.128.0/17" },
        ["addresses that Podman 4 does not tell"] = new("StaticAddressTaken", Unknown) { Host = static host => host with { PodmanVersion = "4.9.3" } },
        ["addresses that were not read"] = new("StaticAddressTaken", Unknown) { Listed = true, Members = static archive => archive.OrderBy(static name => name == "network.status") },
        ["a pod's address"] = In("StaticAddressTaken", NotApplicable, "web"),
    };

    public static IReadOnlyDictionary<string, RuleCase> Machine { get; } = new Dictionary<string, RuleCase>
    {
        ["the same architecture"] = new("ArchitectureMismatch", Passed),
        ["another architecture"] = new("ArchitectureMismatch", Failed) { Host = static host => host with { Architecture = "arm64" }, Says = "amd64" },
        ["an archive that does not tell its architecture"] = new("ArchitectureMismatch", Unknown) { Spec = static spec => ((JsonObject)spec["linux"]!).Remove("seccomp") },
        ["a host that does not tell its architecture"] = new("ArchitectureMismatch", Unknown) { Host = static host => host with { Architecture = "" } },
        ["the same cgroup version"] = new("CgroupVersionMismatch", Passed),
        ["a cgroup namespace, which is the default on v2 alone"] = new("CgroupVersionMismatch", Warning) { Host = static host => host with { CgroupVersion = "v1" } },
        ["limits that v2 alone has"] = new("CgroupVersionMismatch", Failed) { Spec = static spec => spec["linux"]!["resources"]!["unified"] = new JsonObject { ["memory.high"] = "1" }, Host = static host => host with { CgroupVersion = "v1" } },
        ["limits that v1 alone has"] = new("CgroupVersionMismatch", Failed) { Spec = static spec => spec["linux"]!["resources"]!["memory"] = new JsonObject { ["swappiness"] = 10 } },
        ["a host that does not tell its cgroup version"] = new("CgroupVersionMismatch", Unknown) { Host = static host => host with { CgroupVersion = "" } },
        ["an archive that does not tell its cgroup version"] = new("CgroupVersionMismatch", Unknown) { Spec = static spec => ((JsonObject)spec["linux"]!).Remove("namespaces") },
    };

    private static void Image(JsonObject config, string name)
    {
        config["rootfsImageName"] = name;
        config["RawImageName"] = name;
    }

    private static ContainerHost Images(ContainerHost host, string id, params string[] names) => host with { Images = [new HostImage(id, names)] };

    private static ContainerHost Remote(ContainerHost host) => host with { IsRemote = true, Runtimes = [host.Runtimes[0] with { Known = false, CanCheckpoint = false }] };

    private static ContainerHost Publishes(ContainerHost host, int port, string state = "running") => host with
    {
        Containers = [new HostContainer { Id = new string('2', 64), Name = "busy", State = state, Ports = [new PortMapping { HostPort = port, ContainerPort = 1 }] }],
    };

    private static ContainerHost Addresses(ContainerHost host, string used) => host with { Networks = [host.Networks[0] with { AddressesInUse = [used] }] };

    private static JsonObject Port(int host, int container) => new()
    {
        ["host_ip"] = "",
        ["container_port"] = container,
        ["host_port"] = host,
        ["range"] = 1,
        ["protocol"] = "tcp",
    };
}
