using System.Text.Json;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Archives that Podman wrote, against what tar, gzip, zstd, sha256sum and a JSON reader say of them.</summary>
public class RealArchiveTests
{
    public static TheoryData<string> Names { get; } = [.. RealArchive.Compressions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_container_is_described_as_config_dump_and_spec_dump_have_it(string name)
    {
        RealArchive archive = RealArchive.Open(name);
        foreach (CheckpointManifest manifest in new[] { Full(archive), List(archive) })
            AssertContainer(archive, manifest);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_full_pass_approves_it_and_finds_nothing(string name)
    {
        CheckpointManifest manifest = Full(RealArchive.Open(name));

        Assert.Equal("Valid", manifest.Verification);
        Assert.All(manifest.Findings, static finding => Assert.Equal("Information", finding.Severity));
        Assert.Equal(0, manifest.Problems);
        Assert.False(manifest.IsPreCheckpoint);
        Assert.False(manifest.IsIncremental);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_listing_stops_at_the_checkpoint_and_approves_nothing(string name)
    {
        RealArchive archive = RealArchive.Open(name);

        CheckpointManifest manifest = List(archive);

        Assert.Equal("NotVerified", manifest.Verification);
        Assert.Equal("checkpoint/", manifest.Members[^1].Name);
        Assert.Null(manifest.CheckpointSize);
        Assert.Null(manifest.VolumeSize);
        Assert.Null(manifest.IsIncremental);
        Assert.Equal("", manifest.Sha256);
        Assert.Equal(archive.Members.Single(static member => member.Name == "checkpoint/").Modified, manifest.Checkpointed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_are_those_that_tar_lists(string name)
    {
        RealArchive archive = RealArchive.Open(name);

        Assert.Equal(
            archive.Members.Select(static member => (member.Name, member.Mode[0] == 'd' ? "Directory" : "File", member.Size, member.OctalMode, member.Modified)),
            Full(archive).Members.Select(static member => (member.Name, member.Type, member.Size, member.Mode, member.Modified)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sizes_are_the_sums_of_what_tar_lists(string name)
    {
        RealArchive archive = RealArchive.Open(name);
        CheckpointManifest manifest = Full(archive);

        Assert.Equal(Sum(archive, "checkpoint/"), manifest.CheckpointSize);
        Assert.Equal(Sum(archive, "checkpoint/pages-"), manifest.MemorySize);
        Assert.Equal(Sum(archive, "rootfs-diff.tar"), manifest.RootFileSystemChangeSize);
        Assert.Equal(Sum(archive, "volumes/"), manifest.VolumeSize);
        Assert.All(manifest.Volumes, volume => Assert.Equal(Sum(archive, $"volumes/{volume.Name}.tar"), volume.Size));
        // CRIU counts pages; it writes each of them into a pages image.
        Assert.Equal(manifest.MemorySize, manifest.Statistics!.PagesWritten * 4096);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_described_as_it_lies_on_disk(string name)
    {
        RealArchive archive = RealArchive.Open(name);

        CheckpointManifest manifest = ArchiveInspector.Inspect(archive.Path, new ScanOptions { Hash = true }, CancellationToken.None);

        Assert.Equal(archive.Compression, manifest.Compression);
        Assert.Equal(archive.Bytes.Length, manifest.ArchiveSize);
        Assert.Equal(archive.Path, manifest.ArchivePath);
        Assert.Equal(CommandLine.Lines("sha256sum", ["-b"], archive.Bytes).Single().Split(' ')[0], manifest.Sha256);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_time_of_the_checkpoint_is_that_of_its_newest_member(string name)
    {
        RealArchive archive = RealArchive.Open(name);
        TarListing newest = archive.Members.Where(static member => member.Name.StartsWith("checkpoint/", StringComparison.Ordinal)).MaxBy(static member => member.Modified)!;

        CheckpointManifest manifest = Full(archive);

        Assert.Equal(newest.Modified, manifest.Checkpointed);
        Assert.Equal(newest.Name, manifest.CheckpointedSource);
    }

    private static void AssertContainer(RealArchive archive, CheckpointManifest manifest)
    {
        JsonElement config = archive.Json("config.dump");
        JsonElement process = archive.Json("spec.dump").GetProperty("process");
        JsonElement user = process.GetProperty("user");

        Assert.Equal(Text(config, "id"), manifest.Id);
        Assert.Equal(Text(config, "name"), manifest.Name);
        Assert.Equal(Text(config, "rootfsImageName"), manifest.Image);
        Assert.Equal(Text(config, "rootfsImageID"), manifest.ImageId);
        Assert.Equal(Text(config, "pod"), manifest.Pod);
        Assert.Equal(Text(config, "runtime"), manifest.Runtime);
        Assert.Equal("Podman", manifest.Engine);
        Assert.Equal("Podman", manifest.Layout);
        Assert.Equal(config.GetProperty("createdTime").GetDateTimeOffset(), manifest.Created);
        Assert.Equal(Texts(process, "args"), manifest.Command);
        Assert.Equal(Text(process, "cwd"), manifest.WorkingDirectory);
        Assert.Equal(Texts(process, "env").Select(static variable => variable.Split('=')[0]), manifest.Environment);
        Assert.Equal(Texts(process.GetProperty("capabilities"), "bounding"), manifest.Capabilities);
        Assert.Equal($"{user.GetProperty("uid")}:{user.GetProperty("gid")}", manifest.User);
        // In a pod that shares its host name, only CRIU's images tell it; the fixture's pod is named pdef.
        bool shared = manifest.Verification != "NotVerified" && archive.Path.EndsWith("pod-pdef.tar.zst", StringComparison.Ordinal);
        Assert.Equal(shared ? "pdef" : Text(archive.Json("spec.dump"), "hostname"), manifest.HostName);
        Assert.Equal(Map(config, "labels"), manifest.Labels);
        Assert.Equal(config.GetProperty("privileged").GetBoolean(), manifest.Privileged);
        Assert.Equal(
            config.EnumerateObject().Where(static field => field.Name.EndsWith("NsCtr", StringComparison.Ordinal)).Select(static field => field.Name[..^"NsCtr".Length]),
            manifest.SharedNamespaces);
        Assert.Equal(Keys(config, "newNetworks"), manifest.Networks);
        Assert.Equal(
            List(config, "newPortMappings").Select(static port => (Text(port, "host_ip"), port.GetProperty("host_port").GetInt32(), port.GetProperty("container_port").GetInt32(), port.GetProperty("range").GetInt32(), Text(port, "protocol"))),
            manifest.Ports.Select(static port => (port.HostIp, port.HostPort, port.ContainerPort, port.Range, port.Protocol)));
        Assert.Equal(
            List(config, "namedVolumes").Select(static volume => (Text(volume, "volumeName"), Text(volume, "dest"), Texts(volume, "options").Contains("ro"), string.Join(',', Texts(volume, "options")))),
            manifest.Volumes.Select(static volume => (volume.Name, volume.Destination, volume.ReadOnly, volume.Options)));
        Assert.Equal(Addresses(archive.Json("network.status")), manifest.Addresses);
        Assert.Empty(manifest.BindMounts); // none of these containers was given one
        Assert.Equal("", manifest.HealthCheck);
        Assert.Equal(Text(config, "restart_policy"), manifest.RestartPolicy);
    }

    private static IEnumerable<NetworkAddress> Addresses(JsonElement status) =>
        from network in status.ValueKind == JsonValueKind.Object ? status.EnumerateObject() : default
        from item in network.Value.GetProperty("interfaces").EnumerateObject()
        from subnet in item.Value.GetProperty("subnets").EnumerateArray()
        select new NetworkAddress(network.Name, item.Name, Text(subnet, "ipnet"), Text(subnet, "gateway"), Text(item.Value, "mac_address"));

    private static string Text(JsonElement parent, string key) => parent.TryGetProperty(key, out JsonElement value) ? value.GetString()! : "";

    private static string[] Texts(JsonElement parent, string key) => [.. List(parent, key).Select(static item => item.GetString()!)];

    private static JsonElement[] List(JsonElement parent, string key) => parent.TryGetProperty(key, out JsonElement value) ? [.. value.EnumerateArray()] : [];

    private static string[] Keys(JsonElement parent, string key) => [.. Map(parent, key, static _ => "").Keys];

    private static Dictionary<string, string> Map(JsonElement parent, string key) => Map(parent, key, static value => value.GetString()!);

    private static Dictionary<string, string> Map(JsonElement parent, string key, Func<JsonElement, string> convert) =>
        parent.TryGetProperty(key, out JsonElement value) ? value.EnumerateObject().ToDictionary(static field => field.Name, field => convert(field.Value)) : [];

    private static long Sum(RealArchive archive, string prefix) =>
        archive.Members.Where(member => member.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(static member => member.Size);

    private static CheckpointManifest Full(RealArchive archive) => Scanned.Fully(archive.Bytes);

    private static CheckpointManifest List(RealArchive archive) => ArchiveInspector.List(archive.Path, new ScanOptions(), CancellationToken.None);
}
