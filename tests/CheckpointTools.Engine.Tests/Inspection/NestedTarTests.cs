using System.IO.Compression;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>The tars within an archive: what their members are told for, and what of a whole archive becomes of it.</summary>
public class NestedTarTests
{
    private const string Root = "rootfs-diff.tar";
    private const string Volume = "volumes/data.tar";
    private const string Tmpfs = "checkpoint/tmpfs-dev-45.tar.gz.img"; // the fixture's /dev

    public static TheoryData<string, string, byte[], string> Members { get; } = new()
    {
        { "a file", Root, new TarBuilder().Add("etc/x", [1]).End(), "" },
        { "a folder with setgid", Root, new TarBuilder().Add("etc/", type: '5', edit: Mode("0002755\0")).End(), "" },
        { "setuid", Root, new TarBuilder().Add("bin/su", [1], edit: Mode("0004755\0")).End(), "SetuidFile Medium" },
        { "setgid", Volume, new TarBuilder().Add("bin/wall", [1], edit: Mode("0002755\0")).End(), "SetuidFile Medium" },
        { "a capability", Root, new TarBuilder().Pax(("SCHILY.xattr.security.capability", "x")).Add("bin/ping", [1]).End(), "FileCapability Medium" },
        { "another attribute", Root, new TarBuilder().Pax(("SCHILY.xattr.user.x", "x")).Add("bin/ping", [1]).End(), "" },
        { "a trusted attribute", Root, new TarBuilder().Pax(("SCHILY.xattr.trusted.overlay.redirect", "/")).Add("a/", type: '5').End(), "TrustedAttribute High" },
        { "a character device", Root, new TarBuilder().Add("dev/x", type: '3').End(), "DeviceNode Medium" },
        { "a block device", Volume, new TarBuilder().Add("x", type: '4').End(), "DeviceNode Medium" },
        { "a named pipe", Root, new TarBuilder().Add("x", type: '6').End(), "" },
        { "an absolute link in the root", Root, new TarBuilder().Add("bin/sh", type: '2', link: "/bin/busybox").End(), "" },
        { "an absolute link in a volume", Volume, new TarBuilder().Add("sh", type: '2', link: "/bin/busybox").End(), "NestedLinkAbsolute Low" },
        { "a link that stays", Root, new TarBuilder().Add("usr/bin/sh", type: '2', link: "../../bin/busybox").End(), "" },
        { "a link that climbs", Root, new TarBuilder().Add("usr/bin/sh", type: '2', link: "../../../etc").End(), "NestedLinkClimbs Medium" },
        { "a hard link", Root, new TarBuilder().Add("a", [1]).Add("b", type: '1', link: "a").End(), "" },
        { "an absolute hard link", Root, new TarBuilder().Add("a", [1]).Add("b", type: '1', link: "/a").End(), "" },
        { "a hard link that leaves", Root, new TarBuilder().Add("b", type: '1', link: "../../etc/shadow").End(), "NestedLinkLeaves Error" },
        { "an absolute hard link that leaves", Root, new TarBuilder().Add("b", type: '1', link: "/../etc/shadow").End(), "NestedLinkLeaves Error" },
        { "a name that leaves", Root, new TarBuilder().Add("../x", [1]).End(), "NestedMemberLeaves Error" },
        { "an absolute name", Volume, new TarBuilder().Add("/etc/x", [1]).End(), "NestedMemberLeaves Error" },
        { "a file behind a link", Root, new TarBuilder().Add("a", type: '2', link: "/").Add("a/etc/cron.d/x", [1]).End(), "NestedMemberBehindLink Error" },
        { "a hard link to behind a link", Root, new TarBuilder().Add("a", type: '2', link: "/").Add("b", type: '1', link: "a/etc/shadow").End(), "NestedMemberBehindLink Error" },
        { "a disguised name behind a link", Root, new TarBuilder().Add("./x/../a", type: '2', link: "/").Add(".//a/etc", [1]).End(), "NestedMemberBehindLink Error" },
        { "a file beside a link", Root, new TarBuilder().Add("a", type: '2', link: "/").Add("ab/c", [1]).End(), "" },
        { "twice", Root, new TarBuilder().Add("a", [1]).Add("./a", [2]).End(), "NestedMemberDuplicate Medium" },
        { "an unknown type", Root, new TarBuilder().Add("a", type: 'Z').End(), "NestedMemberTypeUnknown Error" },
        { "a name with control characters", Root, new TarBuilder().Add("a\u001B[2J", [1]).End(), "NestedNameUnprintable Low" },
        { "a link of a tmpfs", Tmpfs, new TarBuilder().Add("./fd", type: '2', link: "/proc/self/fd").Add("./x", type: '2', link: "../etc").End(), "" },
        { "a device of every container in a tmpfs", Tmpfs, new TarBuilder().Add("./null", type: '3', magic: TarBuilder.Gnu, edit: Device("1", "3")).Add("./ptmx", type: '3', edit: Device("5", "2")).End(), "" },
        { "a device of every container elsewhere", Root, new TarBuilder().Add("dev/null", type: '3', edit: Device("1", "3")).End(), "DeviceNode Medium" },
        { "memory in a tmpfs", Tmpfs, new TarBuilder().Add("./x", type: '3', edit: Device("1", "1")).End(), "DeviceNode Medium" },
        { "a disk in a tmpfs", Tmpfs, new TarBuilder().Add("./null", type: '4', edit: Device("1", "3")).End(), "DeviceNode Medium" },
        { "setuid in a tmpfs", Tmpfs, new TarBuilder().Add("./su", [1], edit: Mode("0004755\0")).End(), "SetuidFile Medium" },
        { "a file behind a link in a tmpfs", Tmpfs, new TarBuilder().Add("./a", type: '2', link: "/").Add("./a/etc/x", [1]).End(), "NestedMemberBehindLink Error" },
        { "a name that leaves a tmpfs", Tmpfs, new TarBuilder().Add("./../x", [1]).End(), "NestedMemberLeaves Error" },
        { "a file of many holes", Tmpfs, new TarBuilder().Add("./holes", type: 'S', size: 1, magic: TarBuilder.Gnu, edit: static header => header[482] = 1).Raw(SparseMap(1)).Raw(SparseMap(0)).Raw(new byte[512]).Add("./su", edit: Mode("0004755\0")).End(), "SetuidFile Medium" },
        { "contradicting headers", Root, new TarBuilder().Pax(("path", "a"), ("path", "b")).Add("c", [1]).End(), "NestedHeaderAmbiguous Error" },
    };

    public static TheoryData<string, byte[], string, string> Faults { get; } = new()
    {
        { "cut off in a file", [.. new TarBuilder().Add("a", new byte[1000]).Unfinished()[..700]], "TarTruncated", "rootfs-diff.tar:a" },
        { "without an end", new TarBuilder().Add("a", [1]).Unfinished(), "TarTruncated", "rootfs-diff.tar:end" },
        { "empty", [], "TarTruncated", "rootfs-diff.tar:end" },
        { "no tar", new byte[512].Select(static _ => (byte)'x').ToArray(), "TarChecksumWrong", "rootfs-diff.tar:offset 0" },
        { "with something behind", [.. new TarBuilder().Add("a", [1]).End(), 1], "TrailingData", "rootfs-diff.tar:offset 2048" },
        { "of half a gzip", Gzip(new TarBuilder().Add("a", [1]).End())[..20], "CompressionTruncated", "rootfs-diff.tar:file offset 20" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_of_a_nested_tar_is_judged(string what, string tar, byte[] content, string expected)
    {
        Assert.NotEmpty(what);
        CheckpointManifest manifest = Scan(tar, content);

        Assert.Equal(expected, string.Join(", ", manifest.Findings.Where(finding => finding.Location.StartsWith(tar + ":", StringComparison.Ordinal))
            .Select(static finding => $"{finding.Id} {(finding.Severity == "Error" ? "Error" : finding.Risk)}")));
        Assert.Equal(expected.EndsWith("Error", StringComparison.Ordinal) ? "Invalid" : "Valid", manifest.Verification);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_nested_tar_that_is_not_sound_is_found(string what, byte[] content, string id, string location)
    {
        Assert.NotEmpty(what);
        CheckpointManifest manifest = Scan(Root, content);

        Finding finding = Assert.Single(manifest.Findings, static finding => finding.Severity == "Error");
        Assert.Equal((id, location), (finding.Id, finding.Location));
    }

    [Fact]
    public void A_compressed_tar_is_read_as_Podman_would_read_it()
    {
        CheckpointManifest manifest = Scan(Root, Gzip(new TarBuilder().Add("bin/su", [1], edit: Mode("0004755\0")).End()));

        Assert.Equal("Valid", manifest.Verification);
        Assert.Contains(manifest.Findings, static finding => finding.Id == "SetuidFile");
    }

    [Fact]
    public void Ten_thousand_of_a_kind_are_one_finding()
    {
        var tar = new TarBuilder();
        for (int i = 0; i < 10_000; i++)
            tar.Add($"bin/su{i}", edit: Mode("0004755\0"));

        Finding finding = Assert.Single(Scan(Root, tar.End()).Findings, static finding => finding.Id == "SetuidFile");

        Assert.Contains("10,000", finding.Message, StringComparison.Ordinal);
        Assert.Contains("bin/su0, bin/su1", finding.Message, StringComparison.Ordinal);
        Assert.Equal("rootfs-diff.tar:bin/su0", finding.Location);
    }

    [Fact]
    public void A_nested_tar_has_no_more_members_than_the_limit()
    {
        var tar = new TarBuilder();
        for (int i = 0; i < 21; i++)
            tar.Add($"a{i}");

        CheckpointManifest manifest = Scanned.Fully(new CheckpointBuilder("vols.tar.gz").With(Root, tar.End()).Tar().End(), ArchiveLimits.Default with { NestedMembers = 20 });

        Assert.Equal("LimitMembers", Assert.Single(manifest.Findings, static finding => finding.Severity == "Error").Id);
    }

    [Theory]
    [InlineData("checkpoint/tmpfs-dev-1.tar.gz.img", true)]
    [InlineData("checkpoint/tmpfs-1.tar.gz.img", true)]
    [InlineData("checkpoint/tmpfs-dev-x.tar.gz.img", false)]
    [InlineData("pre-checkpoint/tmpfs-dev-1.tar.gz.img", false)]
    public void What_CRIU_gives_to_tar_is_looked_into(string name, bool isTmpfs)
    {
        CheckpointManifest manifest = Scanned.Fully(new CheckpointBuilder("vols.tar.gz").With(name, Gzip(new TarBuilder().Add("a").Unfinished())).Tar().End());

        Assert.Equal(isTmpfs, manifest.Findings.Any(static finding => finding.Id == "TarTruncated"));
    }

    [Fact]
    public void A_tmpfs_is_compressed_as_CRIU_does()
    {
        CheckpointManifest manifest = Scanned.Fully(new CheckpointBuilder("vols.tar.gz").With(Tmpfs, new TarBuilder().End()).Tar().End());

        Finding finding = Assert.Single(manifest.Findings, static finding => finding.Severity == "Error");
        Assert.Equal(("CriuImageMagicWrong", Tmpfs), (finding.Id, finding.Location));
    }

    [Fact]
    public void Tars_within_one_archive_are_limited_together()
    {
        byte[] tar = Gzip(new TarBuilder().Add("./a", new byte[700 << 10]).End());
        CheckpointBuilder builder = new CheckpointBuilder("vols.tar.gz").With("checkpoint/tmpfs-dev-1.tar.gz.img", tar);
        ArchiveLimits limits = ArchiveLimits.Default with { RatioFreeBytes = 1 << 20, Ratio = 100 };

        Assert.Equal("Valid", Scanned.Fully(builder.Tar().End(), limits).Verification);
        Finding finding = Assert.Single(Scanned.Fully(builder.With("checkpoint/tmpfs-dev-2.tar.gz.img", tar).Tar().End(), limits).Findings, static finding => finding.Severity == "Error");
        Assert.Equal("LimitRatio", finding.Id);
    }

    [Fact]
    public void A_bomb_in_the_archive_is_stopped()
    {
        var tar = new TarBuilder().Add("a", new byte[4 << 20]);

        CheckpointManifest manifest = Scanned.Fully(
            new CheckpointBuilder("vols.tar.gz").With(Root, Gzip(tar.End())).Tar().End(),
            ArchiveLimits.Default with { RatioFreeBytes = 1 << 20, Ratio = 100 });

        Assert.Equal("LimitRatio", Assert.Single(manifest.Findings, static finding => finding.Severity == "Error").Id);
    }

    [Fact]
    public void An_archive_that_is_cut_off_within_a_nested_tar_is_itself_cut_off()
    {
        byte[] archive = new CheckpointBuilder("vols.tar.gz").Without(static name => name is Root || name.StartsWith("volumes/", StringComparison.Ordinal))
            .With(Root, new TarBuilder().Add("a", new byte[100_000]).End()).Tar().End();

        CheckpointManifest manifest = Scanned.Fully(archive[..^60_000]);

        Finding finding = Assert.Single(manifest.Findings, static finding => finding.Severity == "Error");
        Assert.Equal(("TarTruncated", Root), (finding.Id, finding.Location));
    }

    [Fact]
    public void Files_in_a_plain_archive_are_passed_over()
    {
        var tar = new TarBuilder();
        for (int i = 0; i < 3; i++)
            tar.Add($"big{i}", new byte[10 << 20]);
        byte[] archive = new CheckpointBuilder("plain-none.tar").With(Root, tar.End()).Tar().End();
        using var file = new CountingStream(archive);

        ScanResult result = ArchiveScan.Run(file, new ScanOptions { Full = true }, CancellationToken.None);

        Assert.True(result.Complete);
        Assert.InRange(file.BytesRead, 1, 2 << 20);
    }

    private static CheckpointManifest Scan(string name, byte[] content)
    {
        CheckpointBuilder builder = new("vols.tar.gz");
        if (name == Volume)
            builder.Edit("config.dump", static config => config["namedVolumes"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"volumeName":"data","dest":"/data1"}]"""));
        return Scanned.Fully(builder.With(name, name == Tmpfs ? Gzip(content) : content).Tar().End());
    }

    private static Action<byte[]> Mode(string mode) => header => TarBuilder.Put(header, 100, mode);

    private static Action<byte[]> Device(string major, string minor) => header =>
    {
        TarBuilder.Put(header, 329, major.PadLeft(7, '0') + "\0");
        TarBuilder.Put(header, 337, minor.PadLeft(7, '0') + "\0");
    };

    private static byte[] SparseMap(byte goesOn)
    {
        byte[] block = new byte[512];
        block[504] = goesOn;
        return block;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return stream.ToArray();
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer);
            BytesRead += read;
            return read;
        }
    }
}
