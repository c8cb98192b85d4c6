using CheckpointTools.Inspection.Trust;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Inspection.Trust;

public class MountTrustTests
{
    private const string Other = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/srv/data", "Low", "Low")]
    [InlineData("/data", "Low", "Low")]
    [InlineData("/mnt/disk/x", "Low", "Low")]
    [InlineData("/home/me/project", "Low", "Low")]
    [InlineData("/var/lib/mysql", "Low", "Low")]
    [InlineData("/tmp", "Low", "Low")]
    [InlineData("/", "High", "High")]
    [InlineData("//etc//..", "High", "High")]
    [InlineData("/etc", "High", "High")]
    [InlineData("/etc/", "High", "High")]
    [InlineData("/etc/localtime", "Low", "Medium")]
    [InlineData("/etc/shadow", "High", "High")]
    [InlineData("/etc/shadow-", "High", "High")]
    [InlineData("/etc/passwd", "Low", "High")]
    [InlineData("/etc/ssl", "High", "High")] // the keys below it
    [InlineData("/etc/ssl/certs", "Low", "Medium")]
    [InlineData("/etc/cron.d", "Low", "High")]
    [InlineData("/root", "High", "High")]
    [InlineData("/root/app", "Medium", "Medium")]
    [InlineData("/home", "High", "High")]
    [InlineData("/home/me", "High", "High")]
    [InlineData("/home/me/.ssh/authorized_keys", "High", "High")]
    [InlineData("/usr", "Low", "High")]
    [InlineData("/usr/share/nginx/html", "Low", "Medium")]
    [InlineData("/usr/local/bin", "Low", "High")]
    [InlineData("/lib/modules", "Low", "High")]
    [InlineData("/boot", "Low", "High")]
    [InlineData("/dev", "High", "High")]
    [InlineData("/dev/null", "Low", "Low")]
    [InlineData("/dev/nvme0n1p1", "High", "High")]
    [InlineData("/dev/snd", "Medium", "Medium")]
    [InlineData("/proc", "Medium", "High")]
    [InlineData("/proc/1/root", "High", "High")]
    [InlineData("/proc/4711", "High", "High")]
    [InlineData("/proc/sys/net", "Low", "High")]
    [InlineData("/sys", "Medium", "High")]
    [InlineData("/sys/fs/cgroup", "Low", "Medium")]
    [InlineData("/run", "High", "High")]
    [InlineData("/var/run", "High", "High")]
    [InlineData("/run/some.sock", "Medium", "Medium")]
    [InlineData("/run/systemd/journal", "Low", "Medium")]
    [InlineData("/run/dbus/system_bus_socket", "High", "High")]
    [InlineData("/run/user/1000/podman", "High", "High")]
    [InlineData("/var", "High", "High")]
    [InlineData("/var/lib", "High", "High")]
    [InlineData("/var/lib/containers/storage", "High", "High")]
    [InlineData("/var/log", "Low", "Medium")]
    [InlineData("/var/spool/cron", "Low", "High")]
    public void A_path_of_the_host_is_judged_by_what_is_there(string path, string readOnly, string writable)
    {
        Assert.Equal(readOnly, HostPathRisk.Judge(path, readOnly: true).Risk);
        Assert.Equal(writable, HostPathRisk.Judge(path, readOnly: false).Risk);
    }

    [Theory]
    [InlineData("/var/run/docker.sock")]
    [InlineData("/run/podman/podman.sock")]
    [InlineData("/run/containerd/containerd.sock")]
    [InlineData("/var/run/crio/crio.sock")]
    [InlineData("/run/user/1000/podman/podman.sock")]
    [InlineData("/srv/linked/docker.sock")]
    public void The_socket_of_a_container_engine_is_found_wherever_it_lies(string path) =>
        Assert.Equal("EngineSocketMounted High", Judge(path, "ro"));

    [Theory]
    [InlineData("/srv/data", "rw", "BindMount Low")]
    [InlineData("/etc", "ro", "SensitiveBindMount High")]
    [InlineData("/etc/hosts", "rw", "SensitiveBindMount Medium")]
    [InlineData("/usr", "ro", "BindMount Low")]
    [InlineData("/usr", "ro\",\"rw", "SensitiveBindMount High")]
    [InlineData("/srv/data", "rshared", "MountsPropagate Medium, BindMount Low")]
    [InlineData("../../../etc", "ro", "SensitiveBindMount High")]
    [InlineData("resolv.conf", "ro", "")] // in the container's own folder
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/hosts", "rw", "")]
    [InlineData($"/run/containers/storage/overlay-containers/{Other}/userdata/run/secrets", "ro", "OtherContainerMounted Medium")]
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/../../../../../../etc", "ro", "SensitiveBindMount High")]
    public void A_bind_mount_is_judged(string source, string option, string expected) => Assert.Equal(expected, Judge(source, option));

    [Theory]
    [InlineData("/var/lib/containers/storage/volumes/data/_data", "")]
    [InlineData("/other/root/volumes/data/_data/sub", "")]
    [InlineData("/etc", "SensitiveBindMount High")] // a volume by config.dump alone
    [InlineData("/var/lib/containers/storage/volumes/data/_data/../../..", "SensitiveBindMount High")]
    public void A_volume_is_one_where_volumes_are_kept(string source, string expected) => Assert.Equal(expected, TrustRulesTests.Text(TrustedContainer.Judge((config, spec) =>
    {
        config["namedVolumes"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"volumeName":"data","dest":"/data"}]""");
        spec["mounts"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse($$"""{"destination":"/data","type":"bind","source":"{{source}}","options":["rbind"]}"""));
    })));

    [Theory]
    [InlineData("tmpfs", "tmpfs", "")]
    [InlineData("overlay", "lowerdir=/srv/data", "BindMount Low")]
    [InlineData("overlay", "lowerdir=/a:/etc", "SensitiveBindMount High, BindMount Low")]
    [InlineData("overlay", "upperdir=/usr/bin", "SensitiveBindMount High")]
    [InlineData("ext4", "rw", "FileSystemMounted High")]
    [InlineData("nfs", "rw", "FileSystemMounted High")]
    public void A_mount_of_another_type_is_judged(string type, string option, string expected) =>
        Assert.Equal(expected, TrustRulesTests.Text(TrustedContainer.JudgeMount($$"""{"destination":"/x","type":"{{type}}","source":"/dev/x","options":["{{option}}"]}""")));

    [Fact]
    public void A_folder_is_worth_no_less_than_what_is_in_it()
    {
        // What lies below /proc/PID is open to who mounts it, and not to who merely sees all processes.
        foreach (HostPathRisk row in HostPathRisk.All.Where(static row => !row.Pattern.StartsWith("/proc", StringComparison.Ordinal)))
        {
            string path = row.Pattern.Replace('*', 'x').Replace('#', '1');
            for (string folder = path; folder.Length > 1;)
            {
                folder = folder[..Math.Max(1, folder.LastIndexOf('/'))];
                Assert.True(Worth(folder, readOnly: true) >= FindingRisk.Rank(row.ReadOnly), $"{folder} {row}");
                Assert.True(Worth(folder, readOnly: false) >= FindingRisk.Rank(row.Writable), $"{folder} {row}");
            }
        }
    }

    [Property]
    public Property A_path_is_worth_the_same_however_it_is_written() => Prop.ForAll(
        Gen.Elements("etc", "var", "lib", "run", "home", "root", "usr", "srv", ".ssh", "containers", "docker.sock", "dev", "null", "proc", "1").ArrayOf().ToArbitrary(),
        ArbMap.Default.ArbFor<bool>(),
        static (parts, readOnly) => HostPathRisk.Judge("/" + string.Join('/', parts), readOnly)
            == HostPathRisk.Judge("/x/.." + string.Concat(parts.Select(static part => $"//./{part}/y/..")) + "/", readOnly));

    private static int Worth(string path, bool readOnly) => FindingRisk.Rank(HostPathRisk.Judge(path, readOnly).Risk);

    private static string Judge(string source, string option) =>
        TrustRulesTests.Text(TrustedContainer.JudgeMount($$"""{"destination":"/x","type":"bind","source":"{{source}}","options":["bind","{{option}}"]}"""));
}
