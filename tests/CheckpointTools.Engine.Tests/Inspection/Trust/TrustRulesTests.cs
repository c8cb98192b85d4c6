using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Inspection.Trust;

/// <summary>Every rule of trust, row by row: what is found, and what is not.</summary>
public class TrustRulesTests
{
    private const string Cleanup = """ "--root","/var/lib/containers/storage","--runroot","/run/containers/storage","--log-level","warning","--cgroup-manager","systemd","--runtime","crun","--events-backend","journald","container","cleanup" """;

    [Fact]
    public void Nothing_is_found_of_a_plain_container() => Assert.Empty(TrustedContainer.Judge(static (_, _) => { }));

    [Theory]
    // Programs, files and secrets.
    [InlineData("exitCommand", $"""["/usr/bin/podman",{Cleanup},"{TrustedContainer.Id}"]""", "")]
    [InlineData("exitCommand", $"""["/usr/bin/podman",{Cleanup},"--rm","{TrustedContainer.Id}"]""", "")]
    [InlineData("exitCommand", $"""["/usr/bin/podman","container","cleanup","{TrustedContainer.Id}"]""", "")]
    [InlineData("exitCommand", $"""["/bin/sh","-c","id","container","cleanup","{TrustedContainer.Id}"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", $"""["/tmp/podman","container","cleanup","{TrustedContainer.Id}"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", $"""["/usr/bin/podman","--hooks-dir","/tmp","container","cleanup","{TrustedContainer.Id}"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", $"""["/usr/bin/podman","--runtime","/tmp/x","container","cleanup","{TrustedContainer.Id}"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", $"""["/usr/bin/podman","run","--privileged","{TrustedContainer.Id}"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", """["/usr/bin/podman","container","cleanup","another"]""", "ForeignExitCommand High")]
    [InlineData("exitCommand", """["/usr/bin/podman"]""", "ForeignExitCommand High")]
    [InlineData("runtime", "\"crun\"", "")]
    [InlineData("runtime", "\"/usr/local/bin/crun\"", "")]
    [InlineData("runtime", "\"/usr/libexec/crun-1.20\"", "")]
    [InlineData("runtime", "\"/usr/bin/nvidia-container-runtime\"", "")]
    [InlineData("runtime", "\"/usr/bin/sh\"", "RuntimeUnknown High")] // runs a member named "restore"
    [InlineData("runtime", "\"/usr/bin/truncate\"", "RuntimeUnknown High")]
    [InlineData("runtime", "\"/usr/bin/../../tmp/crun\"", "RuntimeNotInstalled High")]
    [InlineData("runtime", "\"/usr/tmp/../bin/crun\"", "RuntimeNotInstalled High")]
    [InlineData("runtime", "\"/var/lib/containers/storage/volumes/v/_data/crun\"", "RuntimeNotInstalled High")]
    [InlineData("runtime", "\"../crun\"", "RuntimeNotInstalled High")]
    [InlineData("conmonPidFile", $"\"/some/where/overlay-containers/{TrustedContainer.Id}/userdata/conmon.pid\"", "")]
    [InlineData("conmonPidFile", "\"\"", "")]
    [InlineData("conmonPidFile", "\"/run/container-web.pid\"", "PidFileOutsideRunRoot Medium")]
    [InlineData("pid_file", "\"/etc/passwd\"", "PidFileOutsideRunRoot High")]
    [InlineData("pid_file", $"\"/run/overlay-containers/{TrustedContainer.Id}/userdata/../../../../etc/passwd\"", "PidFileOutsideRunRoot High")]
    [InlineData("pid_file", "\"/run/../etc/passwd\"", "PidFileOutsideRunRoot High")]
    [InlineData("pid_file", "\"/run/x/../y.pid\"", "PidFileOutsideRunRoot High")] // x may be a link
    [InlineData("pid_file", $"\"/run/overlay-containers/{TrustedContainer.Id}/userdata/shm/x/../y\"", "PidFileOutsideRunRoot High")]
    [InlineData("pid_file", "\"etc/passwd\"", "PidFileOutsideRunRoot High")]
    [InlineData("secrets", """[{"name":"db"}]""", "SecretUsed Medium")]
    [InlineData("secret_env", """{"PASSWORD":{"name":"db"}}""", "SecretUsed Medium")]
    // Powers.
    [InlineData("privileged", "true", "Privileged High")]
    [InlineData("ProcessLabel", "\"system_u:system_r:spc_t:s0\"", "SelinuxUnconfined Medium")]
    [InlineData("ProcessLabel", "\"system_u:system_r:container_t:s0:c1,c2\"", "")]
    [InlineData("labelopts", """["type:spc_t"]""", "SelinuxUnconfined Medium")]
    [InlineData("labelopts", """["type:container_t","level:s0:c1,c2"]""", "")]
    [InlineData("rootfs", "\"/srv/root\"", "HostRootFileSystem Medium")]
    [InlineData("rootfs", "\"/\"", "HostRootFileSystem High")]
    [InlineData("cdiDevices", """["nvidia.com/gpu=all"]""", "CdiDevice Medium")]
    [InlineData("mountAllDevices", "true", "HostDevice High")]
    [InlineData("mounts", $"""["/var/lib/containers/storage/overlay-containers/{TrustedContainer.Id}/userdata/shm"]""", "")]
    [InlineData("mounts", """["/home","/boot"]""", "HostUnmount Medium")]
    [InlineData("baseHostsFile", "\"image\"", "")]
    [InlineData("baseHostsFile", "\"/srv/hosts\"", "HostFileUsed Low")]
    [InlineData("baseHostsFile", "\"/root/.netrc\"", "HostFileUsed High")]
    [InlineData("timezone", "\"Europe/Berlin\"", "")]
    [InlineData("timezone", "\"local\"", "")]
    [InlineData("timezone", "\"../../../etc/shadow\"", "HostFileUsed High")]
    [InlineData("healthLogDestination", "\"events_logger\"", "")]
    [InlineData("healthLogDestination", "\"/var/log/health\"", "HostFileUsed Medium")]
    [InlineData("healthLogDestination", "\"/etc/cron.d\"", "HostFileUsed High")]
    [InlineData("rootfs", "\"/srv/../root\"", "HostRootFileSystem High")]
    // Images.
    [InlineData("rootfsImageID", "\"../../x\"", "ImageIdInvalid Medium")]
    public void A_field_of_config_dump_is_judged(string field, string json, string expected) =>
        Assert.Equal(expected, Text(TrustedContainer.JudgeConfig(field, json)));

    [Theory]
    [InlineData("$.hooks", """{"prestart":[{"path":"/bin/x"}]}""", "OciHook High")]
    [InlineData("$.hooks", """{"createRuntime":[{"path":"/bin/x"}],"poststop":[{"path":"/bin/y"}]}""", "OciHook High, OciHook High")]
    [InlineData("$.hooks", "{}", "")]
    [InlineData("$.linux.seccomp", "null", "SeccompMissing Medium")]
    [InlineData("$.linux.seccomp", """{"defaultAction":"SCMP_ACT_ALLOW"}""", "SeccompMissing Medium")]
    [InlineData("$.linux.seccomp", """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["reboot"],"action":"SCMP_ACT_ERRNO"}]}""", "SeccompMissing Medium")]
    [InlineData("$.linux.seccomp", """{"defaultAction":"SCMP_ACT_LOG"}""", "SeccompMissing Medium")]
    [InlineData("$.linux.seccomp", """{"defaultAction":"SCMP_ACT_ERRNO"}""", "")]
    [InlineData("$.linux.maskedPaths", "[]", "MaskedPathsMissing Medium")]
    [InlineData("$.linux.maskedPaths", """["/nowhere"]""", "MaskedPathsMissing Medium")]
    [InlineData("$.linux.maskedPaths", """["/proc/kcore","/proc/./keys","/proc/timer_list"]""", "MaskedPathsMissing Medium")]
    [InlineData("$.linux.maskedPaths", """["/proc/kcore","/proc/./keys","/proc/timer_list","/sys/firmware/"]""", "")]
    [InlineData("$.linux.readonlyPaths", "[]", "KernelSettingsWritable High")]
    [InlineData("$.linux.readonlyPaths", "null", "KernelSettingsWritable High")]
    [InlineData("$.linux.readonlyPaths", """["/proc/sys/net","/proc/sysrq-trigger"]""", "KernelSettingsWritable High")]
    [InlineData("$.linux.readonlyPaths", """["/proc/sys/","/proc//sysrq-trigger"]""", "")]
    [InlineData("$.linux.rootfsPropagation", "\"rshared\"", "MountsPropagate Medium")]
    [InlineData("$.linux.rootfsPropagation", "\"rslave\"", "")]
    [InlineData("$.process.noNewPrivileges", "false", "")]
    [InlineData("$.process.apparmorProfile", "\"unconfined\"", "ApparmorUnconfined Low")]
    [InlineData("$.process.selinuxLabel", "\"unconfined_u:unconfined_r:unconfined_t:s0\"", "SelinuxUnconfined Medium")]
    [InlineData("$.process.capabilities.ambient", """["CAP_NET_RAW"]""", "AddedCapability Low")]
    [InlineData("$.process.capabilities.bounding", """["CAP_CHOWN","CAP_NET_ADMIN"]""", "AddedCapability Medium")]
    [InlineData("$.process.capabilities.inheritable", """["CAP_SYS_ADMIN","CAP_SYS_MODULE","CAP_SYSLOG"]""", "AddedCapability High, AddedCapability Medium")]
    [InlineData("$.process.capabilities.effective", """["CAP_OF_TOMORROW"]""", "AddedCapability Medium")]
    [InlineData("$.process.capabilities.effective", """["cap_chown"]""", "")]
    [InlineData("$.process.capabilities.effective", """["cap_Sys_Admin"]""", "AddedCapability High")] // libcap takes it
    [InlineData("$.process.capabilities.effective", """["21"]""", "AddedCapability High")] // and this
    [InlineData("$.linux.netDevices", """{"eth1":{"name":"eth0"}}""", "HostDevice Medium")]
    [InlineData("$.linux.devices", """[{"path":"/dev/sda","type":"b","major":8,"minor":0}]""", "HostDevice High")]
    [InlineData("$.linux.devices", """[{"path":"/dev/x","type":"c","major":1,"minor":1}]""", "HostDevice High")]
    [InlineData("$.linux.devices", """[{"path":"/dev/dri/card0","type":"c","major":226,"minor":0}]""", "HostDevice Medium")]
    [InlineData("$.linux.devices", """[{"path":"/dev/null","type":"c","major":1,"minor":3},{"path":"/dev/fuse","type":"c","major":10,"minor":229}]""", "")]
    [InlineData("$.linux.resources.devices", """[{"allow":true,"access":"rwm"}]""", "HostDevice High")]
    [InlineData("$.linux.resources.devices", """[{"allow":true,"type":"b","major":-1,"minor":-1,"access":"rwm"}]""", "HostDevice High")]
    [InlineData("$.linux.resources.devices", """[{"allow":false,"access":"rwm"}]""", "")]
    [InlineData("$.annotations", """{"cdi.k8s.io/x":"vendor.com/net=nic"}""", "CdiDevice Medium")]
    [InlineData("$.annotations", """{"org.systemd.property.SuccessAction":"'reboot'"}""", "AnnotationWithEffect High")]
    [InlineData("$.annotations", """{"org.systemd.property.Slice":"'x.slice'"}""", "AnnotationWithEffect Medium")]
    [InlineData("$.annotations", """{"run.oci.hooks.stdout":"/etc/cron.d/x"}""", "AnnotationWithEffect High")]
    [InlineData("$.annotations", """{"run.oci.handler":"krun"}""", "AnnotationWithEffect Medium")]
    [InlineData("$.annotations", """{"run.oci.seccomp.plugins":"/srv/x.so"}""", "AnnotationWithEffect High")]
    [InlineData("$.annotations", """{"krun.cpus":"2"}""", "AnnotationWithEffect Medium")]
    [InlineData("$.annotations", """{"org.criu.config":"/var/lib/containers/storage/volumes/v/_data/criu.conf"}""", "AnnotationWithEffect High")]
    [InlineData("$.annotations", """{"org.criu.config":""}""", "")] // no file at all
    [InlineData("$.annotations", """{"com.example":"anything"}""", "")]
    public void A_field_of_spec_dump_is_judged(string path, string json, string expected) =>
        Assert.Equal(expected, Text(TrustedContainer.Judge((_, spec) => Set(spec, path, json))));

    [Theory]
    [InlineData("pid", null, "HostNamespace High")]
    [InlineData("mount", null, "HostNamespace High")]
    [InlineData("ipc", null, "HostNamespace Medium")]
    [InlineData("uts", null, "HostNamespace Low")]
    [InlineData("cgroup", null, "HostNamespace Low")]
    [InlineData("network", null, "HostNamespace Medium")]
    [InlineData("pid", "/proc/1/ns/pid", "HostNamespace High")]
    [InlineData("ipc", "/proc//self/ns/ipc", "HostNamespace Medium")]
    [InlineData("network", "/run/netns/netns-1", "")] // Podman made it
    [InlineData("uts", "/proc/4711/ns/uts", "NamespacePath Medium")]
    [InlineData("pid", "/proc/2/ns/pid", "NamespacePath High")] // a process of the kernel's own, in the host's
    [InlineData("mount", "/proc/4711/ns/mnt", "NamespacePath High")]
    public void A_namespace_is_judged(string type, string? path, string expected) => Assert.Equal(expected, Text(TrustedContainer.Judge((_, spec) =>
    {
        JsonArray namespaces = spec["linux"]!["namespaces"]!.AsArray();
        JsonObject item = namespaces.Select(static node => node!.AsObject()).Single(node => node["type"]!.GetValue<string>() == type);
        if (path is null)
            namespaces.Remove(item);
        else
            item["path"] = path;
    })));

    [Theory]
    [InlineData(true, "")] // Podman puts the pod's in its place
    [InlineData(false, "NamespacePath Medium")]
    public void A_namespace_of_another_container_is_judged(bool inPod, string expected) => Assert.Equal(expected, Text(TrustedContainer.Judge((config, spec) =>
    {
        config["pidNsCtr"] = new string('a', 64);
        config["pod"] = inPod ? new string('b', 64) : "";
        spec["linux"]!["namespaces"]![0]!["path"] = "/proc/4711/ns/pid";
    })));

    [Theory]
    [InlineData("user", "NamespacePath Medium")]
    [InlineData("time", "NamespacePath Medium")]
    public void A_namespace_that_is_usually_the_hosts_is_judged_where_it_is_another(string type, string expected) => Assert.Equal(expected, Text(TrustedContainer.Judge((_, spec) =>
        spec["linux"]!["namespaces"]!.AsArray().Add(JsonNode.Parse($$"""{"type":"{{type}}","path":"/proc/4711/ns/{{type}}"}""")))));

    [Fact]
    public void Powers_of_a_root_that_is_somebody_else_on_the_host_are_worth_less() => Assert.Equal("Privileged Medium, AddedCapability Medium", Text(TrustedContainer.Judge(static (config, spec) =>
    {
        config["privileged"] = true;
        Set(spec, "$.process.capabilities.bounding", """["CAP_SYS_ADMIN"]""");
        spec["linux"]!["namespaces"]!.AsArray().Add(JsonNode.Parse("""{"type":"user"}"""));
        Set(spec, "$.linux.uidMappings", """[{"containerID":0,"hostID":100000,"size":65536}]""");
        Set(spec, "$.linux.gidMappings", """[{"containerID":0,"hostID":100000,"size":65536}]""");
    })));

    [Fact]
    public void A_user_namespace_that_is_joined_may_be_the_hosts() => Assert.Equal("Privileged High, NamespacePath Medium", Text(TrustedContainer.Judge(static (config, spec) =>
    {
        config["privileged"] = true;
        spec["linux"]!["namespaces"]!.AsArray().Add(JsonNode.Parse("""{"type":"user","path":"/proc/1/ns/user"}"""));
        Set(spec, "$.linux.uidMappings", """[{"containerID":0,"hostID":100000,"size":65536}]""");
        Set(spec, "$.linux.gidMappings", """[{"containerID":0,"hostID":100000,"size":65536}]""");
    })));

    [Theory]
    [InlineData("SELinux", "SelinuxDisabled Medium")]
    [InlineData("None", "")]
    [InlineData(null, "")]
    public void A_label_that_is_off_counts_where_SELinux_was_on(string? module, string expected) =>
        Assert.Equal(expected, Text(TrustedContainer.Judge(static (_, _) => { }, module)));

    [Fact]
    public void The_worst_is_told_where_there_is_too_much_to_tell_all()
    {
        IReadOnlyList<Finding> findings = TrustedContainer.Judge(static (_, spec) =>
        {
            JsonArray mounts = spec["mounts"]!.AsArray();
            for (int i = 0; i < 1000; i++)
                mounts.Add(JsonNode.Parse($$"""{"destination":"/m{{i}}","type":"bind","source":"/run/x{{i}}","options":["bind"]}"""));
            mounts.Add(JsonNode.Parse("""{"destination":"/h","type":"bind","source":"/etc","options":["bind"]}"""));
        });

        Assert.InRange(findings.Count, 1, 25);
        Assert.Equal("High", findings[0].Risk);
        Assert.Contains("/etc", findings[0].Message, StringComparison.Ordinal);
    }

    internal static string Text(IEnumerable<Finding> findings) => string.Join(", ", findings.Select(static finding =>
    {
        Assert.Equal(finding.Risk == "Low" ? "Information" : "Warning", finding.Severity);
        return $"{finding.Id} {finding.Risk}";
    }));

    private static void Set(JsonObject root, string path, string json)
    {
        string[] keys = path.Split('.')[1..];
        JsonObject parent = root;
        foreach (string key in keys[..^1])
            parent = (JsonObject)(parent[key] ??= new JsonObject());
        parent[keys[^1]] = JsonNode.Parse(json);
    }
}
