using System.Text.Json;
using System.Text.Json.Nodes;
using CheckpointTools.Podman;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Podman;

public class HostDocumentTests
{
    public static TheoryData<string> Versions => CapturedHost.Versions;

    public static TheoryData<string> Required =>
        ["PodmanVersion", "Runtimes", "Pods", "Containers", "Volumes", "Images", "Networks"];

    [Theory, MemberData(nameof(Versions))]
    public async Task A_real_host_comes_back_as_it_was(string version)
    {
        ContainerHost host = await new PodmanHostReader(new PodmanCommand(CapturedHost.Runner(version))).ReadAsync(HostFact.All, ["crun", "nosuch"], default);
        string document = JsonSerializer.Serialize(host);
        Assert.Equal(document, JsonSerializer.Serialize(HostDocument.Parse(document)));
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(AnyHost)])]
    public void Any_host_comes_back_as_it_was(ContainerHost host)
    {
        string document = JsonSerializer.Serialize(host);
        Assert.Equal(document, JsonSerializer.Serialize(HostDocument.Parse(document)));
    }

    [Fact]
    public void Every_property_of_a_host_is_read()
    {
        // Of a default host each property is left as it is; one that is forgotten in HostDocument would go unnoticed above
        // where the generator does not know it either.
        string[] known = [.. JsonNode.Parse(JsonSerializer.Serialize(AnyHost.Full))!.AsObject().Where(static property => property.Value is not null).Select(static property => property.Key)];
        Assert.Equal(typeof(ContainerHost).GetProperties().Select(static property => property.Name).Order(), known.Order());
        string[] defaults = [.. known.Where(static name => JsonSerializer.Serialize(Value(AnyHost.Full, name)) == JsonSerializer.Serialize(Value(new ContainerHost(), name)))];
        Assert.Empty(defaults);
        Assert.Equal(JsonSerializer.Serialize(AnyHost.Full), JsonSerializer.Serialize(HostDocument.Parse(JsonSerializer.Serialize(AnyHost.Full))));

        static object? Value(ContainerHost host, string name) => typeof(ContainerHost).GetProperty(name)!.GetValue(host);
    }

    [Fact]
    public void Names_in_another_case_and_unknown_ones_are_taken()
    {
        ContainerHost host = HostDocument.Parse("""{ "podmanVersion": "5.4.2", "runtimes": [], "pods": [], "containers": [], "volumes": ["a"], "images": [], "networks": [], "FreeSpace": null, "Later": { "x": 1 } }""");
        Assert.Equal(("5.4.2", "a", null), (host.PodmanVersion, Assert.Single(host.Volumes), host.FreeSpace));
    }

    [Theory, MemberData(nameof(Required))]
    public void A_document_without_a_list_is_refused(string missing)
    {
        JsonObject document = JsonNode.Parse(JsonSerializer.Serialize(AnyHost.Full))!.AsObject();
        document.Remove(missing);
        Refused(document.ToJsonString(), missing);
        document[missing] = null;
        Refused(document.ToJsonString(), missing);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("null", "PodmanVersion")]
    [InlineData("[]", "an object")]
    [InlineData("\"x\"", "an object")]
    [InlineData("""{ "Name": 5 }""", "$.Name")]
    [InlineData("""{ "FreeSpace": "much" }""", "$.FreeSpace")]
    [InlineData("""{ "FreeSpace": 1.5 }""", "$.FreeSpace")]
    [InlineData("""{ "SELinux": "no" }""", "$.SELinux")]
    [InlineData("""{ "Pods": "web" }""", "$.Pods")]
    [InlineData("""{ "Pods": [{ "Name": [] }] }""", "$.Pods[0].Name")]
    [InlineData("""{ "Containers": [{ "Ports": ["8080->80/tcp"] }] }""", "$.Containers[0].Ports[0]")]
    [InlineData("""{ "Containers": [{ "Ports": [{ "HostPort": 65536 }] }] }""", "HostPort 65536")]
    [InlineData("""{ "Containers": [{ "Ports": [{ "HostPort": -1 }] }] }""", "HostPort -1")]
    [InlineData("""{ "Volumes": [1] }""", "$.Volumes[0]")]
    [InlineData("""{ "Name": "a", "name": "b" }""", "name")]
    public void What_does_not_fit_is_named(string document, string named) => Refused(document, named);

    private static void Refused(string document, string named)
    {
        CheckpointToolsException exception = Assert.Throws<CheckpointToolsException>(() => HostDocument.Parse(document));
        Assert.Equal("InvalidContainerHost", exception.ErrorId);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConvertTo-Json -Depth 6", exception.RecommendedAction, StringComparison.Ordinal);
    }

    private static class AnyHost
    {
        /// <summary>A host in which no property is as it is by default.</summary>
        public static ContainerHost Full { get; } = new()
        {
            Name = "web1",
            Connection = "ssh://root@web1",
            IsRemote = true,
            PodmanVersion = "5.4.2",
            CriuVersion = "4.1.1",
            CriuKnown = true,
            Runtime = "runc",
            Runtimes = [new HostRuntime("runc", "/usr/bin/runc", "1.1", true, true), new HostRuntime("crun", "", "", false, false) { Known = false }],
            CgroupVersion = "v2",
            CgroupManager = "systemd",
            Architecture = "arm64",
            Kernel = "6.12",
            SELinux = true,
            Rootless = true,
            GraphRoot = "/g",
            RunRoot = "/r",
            VolumePath = "/v",
            FreeSpace = 1L << 50,
            Pods = [new HostPod { Id = "1", Name = "web", State = "Running", SharedNamespaces = ["net"], InfraContainerId = "2", InfraProcessLabel = "p", InfraMountLabel = "m", CgroupPath = "/c" }],
            Containers = [new HostContainer { Id = "3", Name = "db", State = "exited", Pod = "1", IsInfra = true, Ports = [new PortMapping { HostIp = "::1", HostPort = 1, ContainerPort = 2, Range = 3, Protocol = "udp" }] }],
            Volumes = ["data"],
            Images = [new HostImage("4", ["a:1"]) { Digests = ["a@sha256:5"] }],
            Networks = [new HostNetwork("podman", ["10.88.0.0/16"], ["10.88.0.2"])],
        };

        public static Arbitrary<ContainerHost> Hosts()
        {
            Gen<string> text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static one => string.Concat(one.Get.Where(static c => !char.IsSurrogate(c))));
            Gen<string[]> texts = text.ArrayOf();
            Gen<bool> flag = ArbMap.Default.GeneratorFor<bool>();
            Gen<int> port = Gen.Choose(0, ushort.MaxValue);
            Gen<PortMapping> mapping = from ip in text from host in port from inside in port from range in port select new PortMapping { HostIp = ip, HostPort = host, ContainerPort = inside, Range = range };
            Gen<HostContainer> container = from id in text from name in text from infra in flag from ports in mapping.ArrayOf() select new HostContainer { Id = id, Name = name, IsInfra = infra, Ports = ports };
            Gen<HostPod> pod = from id in text from shared in texts select new HostPod { Id = id, SharedNamespaces = shared };
            Gen<HostImage> image = from id in text from names in texts from digests in texts select new HostImage(id, names) { Digests = digests };
            Gen<HostNetwork> network = from name in text from subnets in texts from used in texts select new HostNetwork(name, subnets, used);
            return (from name in text
                    from root in flag
                    from space in ArbMap.Default.GeneratorFor<long?>()
                    from volumes in texts
                    from containers in container.ArrayOf()
                    from pods in pod.ArrayOf()
                    from images in image.ArrayOf()
                    from networks in network.ArrayOf()
                    select Full with { Name = name, Rootless = root, FreeSpace = space, Volumes = volumes, Containers = containers, Pods = pods, Images = images, Networks = networks })
                .ToArbitrary();
        }
    }
}
