using System.Text.Json.Nodes;
using CheckpointTools.Inspection;
using CheckpointTools.Inspection.Agreement;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Real archives of which one part was changed, so that it no longer speaks of the container that the others do.</summary>
public class AgreementTests
{
    private static readonly string Other = new('0', 64);

    [Theory]
    [InlineData("spec.dump", "$.hostname", "\"another\"", "HostNamesDisagree")]
    [InlineData("spec.dump", "$.linux.seccomp.architectures", """["SCMP_ARCH_AARCH64"]""", "ArchitecturesDisagree")]
    [InlineData("spec.dump", "$.linux.cgroupsPath", "\"/libpod_parent/libpod-0000000000000000000000000000000000000000000000000000000000000000\"", "ContainerIdsDisagree")]
    [InlineData("spec.dump", "$.linux.cgroupsPath", "\"machine.slice:libpod:0000000000000000000000000000000000000000000000000000000000000000\"", "ContainerIdsDisagree")]
    [InlineData("spec.dump", "$.process.capabilities.bounding", """["CAP_CHOWN"]""", "")] // the other sets have the rest
    [InlineData("spec.dump", "$.process.capabilities", """{"bounding":["CAP_CHOWN"]}""", "ProcessCapabilitiesDisagree Medium, ProcessCapabilitiesDisagree Medium")]
    [InlineData("spec.dump", "$.process.noNewPrivileges", "true", "ProcessPrivilegesDisagree Medium, ProcessPrivilegesDisagree Medium")]
    public void A_change_is_found(string member, string path, string json, string expected) =>
        Assert.Equal(expected, Text(Scanned.Fully(new CheckpointBuilder().Edit(member, root => Set(root, path, json)).Tar().End())));

    [Fact]
    public void Another_containers_config_is_found() =>
        Assert.StartsWith("ContainerIdsDisagree", Text(Scanned.Fully(new CheckpointBuilder().Edit("config.dump", static root => root["id"] = Other).Tar().End())), StringComparison.Ordinal);

    [Fact]
    public void A_mount_that_the_processes_did_not_have_is_found() =>
        Assert.Equal("MountsDisagree", Text(Scanned.Fully(new CheckpointBuilder().Edit("spec.dump", static root =>
            root["mounts"]!.AsArray().Add(JsonNode.Parse("""{"destination":"/new","type":"bind","source":"/srv/x","options":["bind"]}"""))).Tar().End())));

    [Fact]
    public void A_mount_that_spec_dump_no_longer_brings_is_found() =>
        Assert.Equal("MountsDisagree", Text(Scanned.Fully(new CheckpointBuilder().Edit("spec.dump", static root =>
            root["mounts"]!.AsArray().RemoveAll(static mount => mount!["destination"]!.GetValue<string>() == "/etc/hosts")).Tar().End())));

    [Fact]
    public void A_volume_without_content_and_content_without_a_volume_are_found()
    {
        byte[] archive = new CheckpointBuilder("vols.tar.gz").Rename(static name => name == "volumes/data1.tar" ? "volumes/data3.tar" : name).Tar().End();

        Assert.Equal("VolumeContentMissing, VolumeUnknown", Text(Scanned.Fully(archive)));
    }

    [Fact]
    public void Powers_that_the_images_have_beyond_spec_dump_are_found()
    {
        RealArchive archive = RealArchive.Open("plain-none.tar");
        ScanResult scan = ArchiveScan.Run(new MemoryStream(archive.Bytes), new ScanOptions { Full = true }, CancellationToken.None);
        CheckpointManifest manifest = ManifestBuilder.Build(scan, "x", full: true);
        CheckpointProcess first = scan.Images!.Processes[0];
        scan.Images = scan.Images with
        {
            Processes =
            [
                first with { PermittedCapabilities = [.. first.PermittedCapabilities, "CAP_SYS_ADMIN"] },
                first with { Pid = 2, SeccompMode = "Disabled" },
                first with { Pid = 3, Namespaces = first.Namespaces! with { Pid = scan.Images.Inventory!.RootNamespaces!.Pid } },
            ],
        };

        IReadOnlyList<Finding> findings = AgreementRules.Check(manifest.Config, manifest.Spec, scan);

        Assert.Equal(
            "NamespacesDisagree High, ProcessCapabilitiesDisagree High, ProcessSeccompDisagrees Medium",
            string.Join(", ", findings.Select(static finding => $"{finding.Id} {finding.Risk}").Order()));
    }

    [Theory]
    [MemberData(nameof(RealArchiveTests.Names), MemberType = typeof(RealArchiveTests))]
    public void Real_archives_agree_and_are_of_low_or_medium_risk(string name)
    {
        CheckpointManifest manifest = Scanned.Fully(RealArchive.Open(name).Bytes);

        Assert.Equal("", Text(manifest));
        Assert.NotEqual("High", manifest.RiskLevel);
        Assert.Equal(manifest.RiskLevel, Scanned.Listed(RealArchive.Open(name).Bytes).RiskLevel);
    }

    [Fact]
    public void An_ordinary_bind_mount_is_of_low_risk()
    {
        // As the container would have it that was run with -v /srv/data:/data: CRIU's images are then of it too.
        byte[] archive = new CheckpointBuilder().Edit("spec.dump", static root =>
            root["mounts"]!.AsArray().Add(JsonNode.Parse("""{"destination":"/data","type":"bind","source":"/srv/data","options":["rbind","rw","rprivate"]}"""))).Tar().End();

        Assert.Equal("Low", Scanned.Listed(archive).RiskLevel);
        Assert.Equal("Low", Scanned.Fully(archive).RiskLevel);
    }

    private static string Text(CheckpointManifest manifest) => string.Join(", ", manifest.Findings
        .Where(static finding => finding.Id is "VolumeContentMissing" or "VolumeUnknown" || finding.Id.Contains("Disagree", StringComparison.Ordinal))
        .Select(static finding => $"{finding.Id} {finding.Risk}".TrimEnd()));

    private static void Set(JsonObject root, string path, string json)
    {
        string[] keys = path.Split('.')[1..];
        JsonObject parent = root;
        foreach (string key in keys[..^1])
            parent = (JsonObject)parent[key]!;
        parent[keys[^1]] = JsonNode.Parse(json);
    }
}
