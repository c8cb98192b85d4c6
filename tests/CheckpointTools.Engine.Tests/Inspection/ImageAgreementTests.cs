using System.Text.Json.Nodes;
using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using CheckpointTools.Inspection;
using CheckpointTools.Inspection.Agreement;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Criu;
using Google.Protobuf;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Real archives whose images were changed, so that CRIU would give the container more than spec.dump does.</summary>
public class ImageAgreementTests
{
    private const string Cgroup = "checkpoint/cgroup.img";

    // linux/filter.h: BPF_RET | BPF_K, and linux/seccomp.h: SECCOMP_RET_ALLOW, _LOG and _ERRNO | EPERM.
    private static readonly byte[] Allow = [0x06, 0, 0, 0, 0, 0, 0xFF, 0x7F];
    private static readonly byte[] Log = [0x06, 0, 0, 0, 0, 0, 0xFC, 0x7F];
    private static readonly byte[] Refuse = [0x06, 0, 0, 0, 1, 0, 0x05, 0];
    private static readonly byte[] ReturnWhatWasComputed = [0x16, 0, 0, 0, 0, 0, 0, 0];

    public static TheoryData<string, Func<IReadOnlyList<CheckpointMount>, IEnumerable<CheckpointMount>>, string> Mounts { get; } = new()
    {
        { "as they are", static mounts => mounts, "" },
        { "a disk", static mounts => [.. mounts, Mount("/x", "ext4", "/dev/sda1")], "MountsDisagree High" },
        { "all devices", static mounts => [.. mounts, Mount("/x", "devtmpfs", "devtmpfs")], "MountsDisagree High" },
        { "the kernel's inner state", static mounts => [.. mounts, Mount("/x", "debugfs", "debugfs")], "MountsDisagree High" },
        { "a folder of the host by an overlay", static mounts => [.. mounts, Mount("/x", "overlay", "overlay") with { Options = "lowerdir=/etc,upperdir=/tmp/u,workdir=/tmp/w" }], "MountsDisagree High" },
        { "a folder of the container", static mounts => [.. mounts, Root(mounts) with { Destination = "/x", Root = "/srv", MountId = 4711, ParentMountId = Root(mounts).MountId }], "" },
        { "a disk that says it is the container's file system", static mounts => [.. mounts, Mount("/x", "ext4", "/dev/sda1") with { Device = Root(mounts).Device }], "MountsDisagree High" },
        { "an overlay that says so", static mounts => [.. mounts, Mount("/x", "overlay", "overlay") with { Options = "lowerdir=/etc", Device = Root(mounts).Device }], "MountsDisagree High" },
        { "a disk over the root", static mounts => [.. mounts, Mount("/", "ext4", "/dev/sda1") with { ParentMountId = Root(mounts).MountId }], "MountsDisagree High" },
        { "a tmpfs", static mounts => [.. mounts, Mount("/x", "tmpfs", "tmpfs")], "" },
        { "a type that CRIU does not mount", static mounts => [.. mounts, Mount("/x", "0", "/dev/sda1")], "" },
        { "another /proc to be read", static mounts => [.. mounts, Mount("/x", "proc", "proc") with { ReadOnly = true }], "" },
        { "another /proc", static mounts => [.. mounts, Mount("/x", "proc", "proc")], "MountsDisagree High" },
        { "another /sys", static mounts => [.. mounts, Mount("/x", "sysfs", "sysfs")], "MountsDisagree High" },
        { "/sys to be written", static mounts => mounts.Select(static mount => mount.Destination == "/sys" ? mount with { ReadOnly = false } : mount), "MountsDisagree High" },
        { "the kernel's settings to be written", static mounts => mounts.Select(static mount => mount.Destination == "/proc/sys" ? mount with { ReadOnly = false } : mount), "MountsDisagree High, MountsDisagree High" },
        { "the kernel's settings as they are in /proc", static mounts => mounts.Where(static mount => mount.Destination != "/proc/sys"), "MountsDisagree High" },
        { "another /proc over the first, which hides what is read-only there", static mounts => [.. mounts, Mount("/proc", "proc", "proc") with { MountId = 4711 }], "MountsDisagree High" },
        { "a folder above", static mounts => [.. mounts, Root(mounts) with { Destination = "/x", Root = "/../../../../etc" }], "ImagePathClimbs High" },
        { "at a place above", static mounts => [.. mounts, Mount("/../../etc", "tmpfs", "tmpfs")], "ImagePathClimbs High" },
        { "a cgroup above that of who looks", static mounts => [.. mounts, Mount("/x", "cgroup2", "cgroup2") with { Root = "/../other" }], "" },
    };


    [Theory]
    [MemberData(nameof(Mounts))]
    public void What_CRIU_would_mount_is_held_against_spec_dump(string what, Func<IReadOnlyList<CheckpointMount>, IEnumerable<CheckpointMount>> change, string expected)
    {
        Assert.NotEmpty(what);

        Assert.Equal(expected, Judge(static (_, _) => { }, images => images with { Mounts = [.. change(images.Mounts)] }));
    }

    [Fact]
    public void What_spec_dump_mounts_as_well_is_judged_there() => Assert.Equal("", Judge(
        static (_, spec) =>
        {
            spec["mounts"]!.AsArray().Add(JsonNode.Parse("""{"destination":"/x","type":"overlay","source":"overlay","options":["lowerdir=/srv","upperdir=/tmp/u","workdir=/tmp/w","private"]}"""));
            spec["mounts"]!.AsArray().Add(JsonNode.Parse("""{"destination":"/y","type":"ext4","source":"/dev/sda1"}"""));
        },
        static images => images with { Mounts = [.. images.Mounts, Mount("/x", "overlay", "overlay") with { Options = "lowerdir=/srv,upperdir=/tmp/u,workdir=/tmp/w" }, Mount("/y", "ext4", "/dev/sda1")] }));

    [Theory]
    [InlineData("SELinux", "system_u:system_r:container_t:s0", "system_u:system_r:container_t:s0", "", "")]
    [InlineData("SELinux", "system_u:system_r:spc_t:s0", "system_u:system_r:container_t:s0", "", "ProcessLabelDisagrees Medium")]
    [InlineData("SELinux", "system_u:system_r:spc_t:s0", "system_u:system_r:spc_t:s0", "", "")] // told of spec.dump
    [InlineData("AppArmor", "containers-default-0.62", "", "containers-default-0.62", "")]
    [InlineData("AppArmor", null, "", "containers-default-0.62", "ProcessLabelDisagrees Medium")]
    [InlineData("AppArmor", "unconfined", "", "containers-default-0.62", "ProcessLabelDisagrees Medium")]
    [InlineData("AppArmor", null, "", "unconfined", "")]
    [InlineData("None", null, "", "containers-default-0.62", "")]
    public void A_process_that_is_less_confined_is_found(string module, string? profile, string selinux, string apparmor, string expected) => Assert.Equal(expected, Judge(
        (_, spec) =>
        {
            spec["process"]!["selinuxLabel"] = selinux;
            spec["process"]!["apparmorProfile"] = apparmor;
        },
        images => images with { Inventory = images.Inventory! with { SecurityModule = module }, Processes = [images.Processes[0] with { LsmProfile = profile }] }));

    [Fact]
    public void A_user_namespace_whose_root_is_the_hosts_is_found()
    {
        // images/userns.proto of CRIU: uid_map and gid_map of first, lower_first and count.
        static byte[] Image(uint lower) => ImageBuilder.Image(CriuImageKind.UserNamespace, new UsernsEntry
        {
            UidMap = { new UidGidExtent { First = 0, LowerFirst = 100000, Count = 1000 }, new UidGidExtent { First = 1000, LowerFirst = lower, Count = 1 } },
            GidMap = { new UidGidExtent { First = 0, LowerFirst = 100000, Count = 1000 } },
        });

        static string Scan(uint lower) => Text(Scanned.Fully(new CheckpointBuilder().With("checkpoint/userns-15.img", Image(lower)).Edit("spec.dump", static spec =>
        {
            spec["linux"]!["namespaces"]!.AsArray().Add(JsonNode.Parse("""{"type":"user"}"""));
            spec["linux"]!["uidMappings"] = JsonNode.Parse("""[{"containerID":0,"hostID":100000,"size":1000}]""");
            spec["linux"]!["gidMappings"] = JsonNode.Parse("""[{"containerID":0,"hostID":100000,"size":1000}]""");
        }).Tar().End()).Findings.Where(static finding => finding.Location == "checkpoint"));

        Assert.Equal("", Scan(200000));
        Assert.Equal("NamespacesDisagree High", Scan(0));
    }

    [Theory]
    [InlineData("allows", "ProcessSeccompDisagrees Medium")]
    [InlineData("logs", "ProcessSeccompDisagrees Medium")]
    [InlineData("nothing", "ProcessSeccompDisagrees Medium")]
    [InlineData("refuses", "")]
    [InlineData("computes", "")]
    [InlineData("allows, behind one that refuses", "")]
    public void A_filter_that_forbids_nothing_is_none(string what, string expected)
    {
        SeccompFilter[] filters = what switch
        {
            "allows" => [Filter(Allow)],
            "logs" => [Filter([.. Allow, .. Log])],
            "nothing" => [Filter([])],
            "refuses" => [Filter([.. Allow, .. Refuse])],
            "computes" => [Filter(ReturnWhatWasComputed)],
            _ => [Filter(Refuse), Filter(Allow, previous: 0)],
        };
        ImageSet set = ImageSet.OfFixture("plain-none.tar");
        set["seccomp.img"] = ImageBuilder.Image(CriuImageKind.Seccomp, new SeccompEntry { SeccompFilters = { filters } });
        // The process has the last of the filters.
        CoreEntry core = CoreEntry.Parser.ParseFrom(set["core-1.img"].AsSpan(12).ToArray());
        core.ThreadCore.SeccompFilter = (uint)filters.Length - 1;
        set["core-1.img"] = ImageBuilder.Image(CriuImageKind.Core, core);
        CheckpointImages changed = set.Read();

        Assert.Equal(expected, Judge(static (_, _) => { }, images => images with { Processes = [changed.Processes[0]] }));
    }

    [Theory]
    [InlineData("pids", "libpod_parent/libpod-1", "a", "pids.max", false)]
    [InlineData("name=systemd", "", "a", "tasks", false)]
    [InlineData("../../../proc", "sys", "kernel", "core_pattern", true)]
    [InlineData("pids", "../../../proc/sys/kernel", "a", "core_pattern", true)]
    [InlineData("pids", "a", "..", "x", true)]
    [InlineData("pids", "a", "b", "../../../etc/passwd", true)]
    [InlineData("pids", "a", "b", "c/d", false)] // stays among the cgroups
    [InlineData("pids", "a..b", "..c", "d...", false)]
    public void A_setting_of_a_cgroup_that_CRIU_would_write_elsewhere_is_found(string controller, string outer, string inner, string property, bool isFound)
    {
        CgroupDirEntry folder = new() { DirName = Bytes(outer), Children = { Folder(inner, property) } };
        CgroupEntry entry = CgroupEntry.Parser.ParseFrom(RealArchive.Open("plain-none.tar").Content(Cgroup).AsSpan(12).ToArray());
        entry.Controllers.Add(new CgControllerEntry { Cnames = { controller }, Dirs = { folder } });

        CheckpointManifest manifest = Scanned.Fully(new CheckpointBuilder().With(Cgroup, ImageBuilder.Image(CriuImageKind.Cgroup, entry)).Tar().End());

        Assert.Equal(isFound ? "ImagePathClimbs High" : "", Text(manifest.Findings.Where(static finding => finding.Location == Cgroup)));
    }

    [Fact]
    public void Cgroups_do_not_lie_in_each_other_without_an_end()
    {
        CgroupDirEntry folder = Folder("..", "x");
        for (int i = 0; i < 1000; i++)
            folder = new CgroupDirEntry { Children = { folder } };
        byte[] image = ImageBuilder.Image(CriuImageKind.Cgroup, new CgroupEntry { Controllers = { new CgControllerEntry { Dirs = { folder } } } });

        Assert.Contains(Scanned.Fully(new CheckpointBuilder().With(Cgroup, image).Tar().End()).Findings, static finding => finding is { Id: "CriuMessageMalformed", Location: Cgroup });
    }

    private static string Judge(Action<JsonObject, JsonObject> edit, Func<CheckpointImages, CheckpointImages> change)
    {
        byte[] archive = new CheckpointBuilder().Edit("spec.dump", spec => edit([], spec)).Tar().End();
        ScanResult scan = ArchiveScan.Run(new MemoryStream(archive), new ScanOptions { Full = true }, CancellationToken.None);
        CheckpointManifest manifest = ManifestBuilder.Build(scan, "x", full: true);
        scan.Images = change(scan.Images!);
        return Text(AgreementRules.Check(manifest.Config, manifest.Spec, scan).Where(static finding => finding.Location.StartsWith("checkpoint/", StringComparison.Ordinal)));
    }

    private static string Text(IEnumerable<Finding> findings) => string.Join(", ", findings.Select(static finding => $"{finding.Id} {finding.Risk}"));

    private static CheckpointMount Root(IReadOnlyList<CheckpointMount> mounts) => mounts.Single(static mount => mount.Destination == "/");

    private static CheckpointMount Mount(string destination, string type, string source) => new() { Destination = destination, Type = type, Source = source, Root = "/", Device = 4711, Namespace = 13 };

    private static SeccompFilter Filter(byte[] program, uint? previous = null)
    {
        var filter = new SeccompFilter { Filter = ByteString.CopyFrom(program) };
        if (previous is { } older)
            filter.Prev = older;
        return filter;
    }

    private static CgroupDirEntry Folder(string name, string property) => new()
    {
        DirName = Bytes(name),
        Properties = { new CgroupPropEntry { Name = Bytes(property), Value = Bytes("1") } },
    };

    private static ByteString Bytes(string text) => ByteString.CopyFromUtf8(text);
}
