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
    [InlineData("/root/.ssh", "High", "High")]
    [InlineData("/root/.ssh/authorized_keys", "High", "High")]
    [InlineData("/root/.bashrc", "High", "High")]
    [InlineData("/root/.cache/go", "Low", "Medium")]
    [InlineData("/var/roothome/.kube", "High", "High")] // where the system is an image
    [InlineData("/var/home/core/.ssh", "High", "High")]
    [InlineData("/var/home/core/project", "Low", "Low")]
    [InlineData("/var/srv/data", "Low", "Low")]
    [InlineData("/var/usrlocal/bin", "Low", "High")]
    [InlineData("/home/me/.m2", "Medium", "Medium")]
    [InlineData("/home/me/.zshrc", "Low", "High")]
    [InlineData("/home/me/.git-credentials", "High", "High")]
    [InlineData("/home/me/.cache/pip", "Low", "Low")]
    [InlineData("/dev/fd/3", "High", "High")]
    [InlineData("/dev/core", "High", "High")]
    [InlineData("/run/snapd.socket", "High", "High")]
    [InlineData("/run/k3s/containerd", "High", "High")]
    [InlineData("/var/lib/libvirt/images", "Medium", "High")]
    [InlineData("/var/snap/lxd/common/lxd/unix.socket", "High", "High")]
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
    [InlineData("shm/link/etc", "ro", "SensitiveBindMount High")] // the shared memory's content is the archive's
    [InlineData("/var/run/../root/app", "ro", "SensitiveBindMount High")] // /run/.. is not /var
    [InlineData("/srv/data/../other", "ro", "SensitiveBindMount High")]
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/shm", "rw", "")]
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/shm/link/etc", "ro", "SensitiveBindMount High")]
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/hosts", "rw", "")]
    [InlineData($"/run/containers/storage/overlay-containers/{Other}/userdata/run/secrets", "ro", "OtherContainerMounted Medium")]
    [InlineData($"/run/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/../../../../../../etc", "ro", "SensitiveBindMount High")]
    public void A_bind_mount_is_judged(string source, string option, string expected) => Assert.Equal(expected, Judge(source, option));

    [Theory]
    [InlineData("/var/lib/containers/storage/volumes/data/_data", "")]
    [InlineData("/other/root/volumes/data/_data", "")]
    [InlineData("/other/root/volumes/data/_data/link/etc", "SensitiveBindMount High")] // the volume's content is the archive's
    [InlineData($"/other/root/volumes/data/_data/x-containers/{TrustedContainer.Id}/userdata/link", "SensitiveBindMount High")]
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
    [InlineData("overlay", "workdir=/usr/bin", "SensitiveBindMount High")]
    [InlineData("overlay", "xino=off,lowerdir=/etc", "SensitiveBindMount High")] // one option to JSON, two to the kernel
    [InlineData("overlay", "lowerdir+=/etc", "SensitiveBindMount High")]
    [InlineData("overlay", "lowerdir=/e\\\\tc", "SensitiveBindMount High")] // the kernel drops the backslash
    [InlineData("overlay", "lowerdir=/srv/../etc", "SensitiveBindMount High")]
    [InlineData("rbind", "rw", "SensitiveBindMount Medium")]
    [InlineData("ext4", "rw", "FileSystemMounted High")]
    [InlineData("nfs", "rw", "FileSystemMounted High")]
    public void A_mount_of_another_type_is_judged(string type, string option, string expected) =>
        Assert.Equal(expected, TrustRulesTests.Text(TrustedContainer.JudgeMount($$"""{"destination":"/x","type":"{{type}}","source":"/dev/x","options":["{{option}}"]}""")));

    [Theory]
    [InlineData("proc", "/proc", "nosuid", "")] // places in it are read-only
    [InlineData("proc", "/p", "nosuid", "KernelSettingsWritable High")]
    [InlineData("proc", "/p", "ro", "")]
    [InlineData("sysfs", "/sys", "nosuid", "KernelSettingsWritable High")]
    [InlineData("sysfs", "/sys", "ro\",\"rw", "KernelSettingsWritable High")]
    [InlineData("sysfs", "/s", "ro", "")]
    public void The_files_of_the_kernel_are_judged_by_who_may_write_them(string type, string destination, string option, string expected) =>
        Assert.Equal(expected, TrustRulesTests.Text(TrustedContainer.JudgeMount($$"""{"destination":"{{destination}}","type":"{{type}}","source":"{{type}}","options":["{{option}}"]}""")));

    [Theory]
    [InlineData("resolv.conf", "")]
    [InlineData("shm", "")]
    [InlineData("run/secrets/db", "OtherContainerMounted Medium")]
    public void Of_a_container_that_it_shares_a_namespace_with_it_has_no_more_than_belongs_to_that(string file, string expected) =>
        Assert.Equal(expected, TrustRulesTests.Text(TrustedContainer.Judge((config, spec) =>
        {
            config["ipcNsCtr"] = Other;
            spec["mounts"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse($$"""{"destination":"/x","type":"bind","source":"/run/containers/storage/overlay-containers/{{Other}}/userdata/{{file}}","options":["bind"]}"""));
        })));

    [Theory]
    [InlineData("/srv/data", "", "BindMount Low")]
    [InlineData("/etc", "", "SensitiveBindMount High")]
    [InlineData("/srv/data", "upperdir=/etc/cron.d", "SensitiveBindMount High, BindMount Low")]
    public void An_overlay_that_Podman_makes_when_it_starts_the_container_again_is_judged(string source, string option, string expected) => Assert.Equal(
        expected, TrustRulesTests.Text(TrustedContainer.JudgeConfig("overlayVolumes", $$"""[{"dest":"/x","source":"{{source}}","options":["{{option}}"]}]""")));

    [Fact]
    public void A_folder_is_worth_no_less_than_what_is_in_it()
    {
        // What lies below /proc/PID is open to who mounts it, and not to who merely sees all processes.
        foreach (HostPathRisk row in HostPaths.All.Where(static row => !row.Pattern.StartsWith("/proc", StringComparison.Ordinal)))
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
