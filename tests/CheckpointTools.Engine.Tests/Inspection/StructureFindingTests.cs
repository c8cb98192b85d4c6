using System.Text;
using CheckpointTools.Archive;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Each fault of an archive's structure, and what it is called.</summary>
public class StructureFindingTests
{
    private static readonly Dictionary<string, (Func<byte[]> Archive, string Id, string Location)> Faults = new()
    {
        ["an empty file"] = (static () => [], "NotACheckpointArchive", ""),
        ["a text"] = (static () => "This is no tar at all.\n"u8.ToArray(), "NotACheckpointArchive", ""),
        ["a long text"] = (static () => [.. Enumerable.Repeat((byte)'t', 5000)], "NotACheckpointArchive", ""),
        ["a compressed text"] = (static () => Recompressed.Zstd([.. Enumerable.Repeat((byte)'t', 5000)]), "NotACheckpointArchive", ""),
        ["nothing, compressed"] = (static () => Recompressed.Gzip([]), "NotACheckpointArchive", ""),
        ["a tar without members"] = (static () => new TarBuilder().End(), "NotACheckpointArchive", ""),
        ["another tar"] = (static () => new TarBuilder().Add("readme.txt", [1]).End(), "NotACheckpointArchive", ""),

        ["no config.dump"] = (static () => Real().Without("config.dump").Tar().End(), "ConfigDumpMissing", ""),
        ["a folder config.dump"] = (static () => Real().Without("config.dump").Tar().Add("config.dump", type: '5').End(), "ConfigDumpMissing", ""),
        ["no spec.dump"] = (static () => Real().Without("spec.dump").Tar().End(), "SpecDumpMissing", ""),
        ["config.dump is no JSON"] = (static () => Real().With("config.dump", "{ 'id': 1 }").Tar().End(), "JsonMalformed", "config.dump"),
        ["config.dump is cut off"] = (static () => Real().With("config.dump", "{\"id\": \"a").Tar().End(), "JsonMalformed", "config.dump"),
        ["config.dump is empty"] = (static () => Real().With("config.dump", "").Tar().End(), "JsonMalformed", "config.dump"),
        ["config.dump has something behind it"] = (static () => Real().With("config.dump", "{} {}").Tar().End(), "JsonMalformed", "config.dump"),
        ["config.dump is null"] = (static () => Real().With("config.dump", "null").Tar().End(), "JsonFieldType", "config.dump"),
        ["config.dump is a list"] = (static () => Real().With("config.dump", "[]").Tar().End(), "JsonFieldType", "config.dump:$"),
        ["config.dump is not UTF-8"] = (static () => Real().With("config.dump", [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8]).Tar().End(), "JsonMalformed", "config.dump"),
        ["spec.dump is no JSON"] = (static () => Real().With("spec.dump", "hello").Tar().End(), "JsonMalformed", "spec.dump"),
        ["network.status is no JSON"] = (static () => Real().With("network.status", "{").Tar().End(), "JsonMalformed", "network.status"),
        ["deleted.files is no list"] = (static () => Real().With("deleted.files", "{}").Tar().End(), "JsonFieldType", "deleted.files"),
        ["deleted.files climbs"] = (static () => Real().With("deleted.files", "[\"/a\",\"/b/../../etc/shadow\"]").Tar().End(), "DeletedFileLeaves", "deleted.files"),
        ["the id is a number"] = (static () => Real().Edit("config.dump", static json => json["id"] = 5).Tar().End(), "JsonFieldType", "config.dump:$.id"),
        ["privileged is a text"] = (static () => Real().Edit("config.dump", static json => json["privileged"] = "yes").Tar().End(), "JsonFieldType", "config.dump:$.privileged"),
        ["a port is a fraction"] = (static () => Real().Edit("config.dump", static json => json["newPortMappings"] = Node("""[{"host_port":80.5}]""")).Tar().End(), "JsonFieldType", "config.dump:$.newPortMappings[0].host_port"),
        ["the created time is none"] = (static () => Real().Edit("config.dump", static json => json["createdTime"] = "12:00").Tar().End(), "JsonFieldType", "config.dump:$.createdTime"),
        ["a label is a list"] = (static () => Real().Edit("config.dump", static json => json["labels"] = Node("""{"a":[]}""")).Tar().End(), "JsonFieldType", "config.dump:$.labels.a"),
        ["an argument is a number"] = (static () => Real().Edit("spec.dump", static json => json["process"]!["args"] = Node("[1]")).Tar().End(), "JsonFieldType", "spec.dump:$.process.args[0]"),
        ["a key twice"] = (static () => Real().With("spec.dump", "{\"hostname\":\"a\",\"hostname\":\"b\"}").Tar().End(), "JsonDuplicateKey", "spec.dump:$.hostname"),
        ["a key in two cases"] = (static () => Real().With("spec.dump", "{\"hostname\":\"a\",\"Hostname\":\"b\"}").Tar().End(), "JsonKeyCase", "spec.dump:$.Hostname"),
        ["a JSON that nests too deep"] = (static () => Real().With("spec.dump", new string('[', 100) + new string(']', 100)).Tar().End(), "LimitJsonDepth", "spec.dump"),
        ["a JSON that is too large"] = (static () => Real().With("spec.dump", new byte[(4 << 20) + 1]).Tar().End(), "LimitJsonBytes", "spec.dump"),

        ["no inventory"] = (static () => Real().Without("checkpoint/inventory.img").Tar().End(), "InventoryMissing", ""),
        ["no checkpoint at all"] = (static () => Real().Without(static name => name.StartsWith("checkpoint", StringComparison.Ordinal)).Tar().End(), "InventoryMissing", ""),
        ["another inventory"] = (static () => Real().With("checkpoint/inventory.img", [1, 2, 3, 4, 5, 6, 7, 8]).Tar().End(), "InventoryMagicWrong", "checkpoint/inventory.img"),
        ["an empty inventory"] = (static () => Real().With("checkpoint/inventory.img", []).Tar().End(), "InventoryMagicWrong", "checkpoint/inventory.img"),

        ["a member twice"] = (static () => Real().Tar().Add("config.dump", "{}"u8.ToArray()).End(), "DuplicateMember", "config.dump"),
        ["a member under another name"] = (static () => Real().Tar().Add("./config.dump", "{}"u8.ToArray()).End(), "AliasedMember", "./config.dump"),
        ["a member under a winding name"] = (static () => Real().Tar().Add("a/../config.dump", "{}"u8.ToArray()).End(), "AliasedMember", "a/../config.dump"),
        ["a winding name"] = (static () => Real().Tar().Add("artifacts/x/../y").End(), "MemberNameDisguised", "artifacts/x/../y"),
        ["a file named as a folder"] = (static () => Real().Tar().Add("artifacts/y/").End(), "MemberNameDisguised", "artifacts/y/"),
        ["a name that leaves"] = (static () => Real().Tar().Add("../evil").End(), "MemberLeavesArchive", "../evil"),
        ["an absolute name"] = (static () => Real().Tar().Add("/etc/cron.d/evil").End(), "MemberLeavesArchive", "/etc/cron.d/evil"),
        ["a name with an escape"] = (static () => Real().Tar().Add("artifacts/\u001b[31m").End(), "MemberNameInvalid", "artifacts/\uFFFD[31m"),
        ["a name that is no UTF-8"] = (static () => Real().Tar().Add("artifacts/x", edit: static header => header[10] = 0xFF).End(), "MemberNameInvalid", "artifacts/\uFFFD"),
        ["a hard link"] = (static () => Real().Tar().Add("artifacts/x", type: '1', link: "config.dump").End(), "UnexpectedLink", "artifacts/x"),
        ["a symbolic link"] = (static () => Real().Tar().Add("artifacts/x", type: '2', link: "/etc/shadow").End(), "UnexpectedLink", "artifacts/x"),
        ["a character device"] = (static () => Real().Tar().Add("artifacts/x", type: '3').End(), "UnexpectedDevice", "artifacts/x"),
        ["a block device"] = (static () => Real().Tar().Add("artifacts/x", type: '4').End(), "UnexpectedDevice", "artifacts/x"),
        ["a named pipe"] = (static () => Real().Tar().Add("artifacts/x", type: '6').End(), "UnexpectedDevice", "artifacts/x"),
        ["a contiguous file"] = (static () => Real().Tar().Add("artifacts/x", type: '7').End(), "UnknownMemberType", "artifacts/x"),
        ["an unknown type"] = (static () => Real().Tar().Add("artifacts/x", type: 'Z').End(), "UnknownMemberType", "artifacts/x"),
        ["a sparse file"] = (static () => Real().Tar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0")).Add("artifacts/x").End(), "SparseMember", "artifacts/x"),
        ["a folder that claims a size"] = (static () => Real().Tar().Add("artifacts/x/", type: '5', size: 512).End(), "SizeWithoutContent", "artifacts/x/"),

        ["two names in one PAX header"] = (static () => Real().Tar().Pax(("path", "artifacts/x"), ("path", "artifacts/y")).Add("z").End(), "PaxRecordsContradict", "artifacts/y"),
        ["a PAX and a GNU name"] = (static () => Real().Tar().Pax(("path", "artifacts/x")).Add("././@LongLink", "artifacts/y\0"u8.ToArray(), 'L').Add("z").End(), "ExtensionsContradict", "artifacts/y"),
        ["two PAX headers"] = (static () => Real().Tar().Pax(("mtime", "1")).Pax(("path", "artifacts/x")).Add("z").End(), "ExtensionsContradict", "artifacts/x"),
        ["a PAX header before one for all"] = (static () => Real().Tar().Pax(("path", "artifacts/x")).Add("g", TarBuilder.Record("comment", "c"), 'g').Add("artifacts/z").End(), "ExtensionsContradict", "artifacts/x"),
        ["a PAX header for all that renames"] = (static () => Real().Tar().Add("g", TarBuilder.Record("path", "config.dump"), 'g').Add("artifacts/z").End(), "GlobalHeaderOverrides", "g"),
        ["a size that is none"] = (static () => Real().Tar().Pax(("size", "-1")).Add("artifacts/z").End(), "TarHeaderMalformed", ""),
        ["a PAX record that lies about its length"] = (static () => Real().Tar().Add("x", "99 path=a\n"u8.ToArray(), 'x').Add("artifacts/z").End(), "TarHeaderMalformed", ""),
        ["a GNU header with a prefix"] = (static () => Real().Tar().Add("core-1.img", magic: TarBuilder.Gnu, edit: static header => TarBuilder.Put(header, 345, "checkpoint")).End(), "TarHeaderMalformed", ""),
        ["a USTAR header of another version has a prefix"] = (static () => Real().Tar().Add("config.dump", magic: "ustar\0zz", edit: static header => TarBuilder.Put(header, 345, "./.")).End(), "AliasedMember", "././config.dump"),

        ["a wrong checksum"] = (static () => Flip(Real().Tar().Add("artifacts/z").End(), -1024 - 512 + 3), "TarChecksumWrong", ""),
        ["a member larger than the archive"] = (static () => Real().Tar().Add("artifacts/z", [1, 2, 3], size: 1 << 20).End(), "TarTruncated", "artifacts/z"),
        ["a member larger than anything"] = (static () => Real().Tar().Pax(("size", long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture))).Add("volumes/v.tar").End(), "LimitDecompressedBytes", "volumes/v.tar"),
        ["a member smaller than its content"] = (static () => Real().Tar().Add("artifacts/z", [.. Enumerable.Repeat((byte)'x', 1024)], size: 5).End(), "TarChecksumWrong", ""),
        ["a negative size"] = (static () => Real().Tar().Add("artifacts/z", edit: static header => header.AsSpan(124, 12).Fill(0xFF)).End(), "TarHeaderMalformed", ""),
        ["no end"] = (static () => Real().Tar().Unfinished(), "TarTruncated", ""),
        ["half an end"] = (static () => [.. Real().Tar().Unfinished(), .. new byte[512]], "TarTruncated", ""),
        ["an end in the middle"] = (static () => [.. Real().Tar().End(), .. Real().Tar().End()], "TrailingData", ""),
        ["an empty block in the middle"] = (static () => Real().Tar().Raw(new byte[512]).Add("artifacts/z").End(), "TarHeaderMalformed", ""),
        ["an extension header at the end"] = (static () => Real().Tar().Pax(("path", "artifacts/z")).End(), "TarTruncated", ""),
        ["an extension header within an extension header"] = (static () => Enumerable.Range(0, 9).Aggregate(Real().Tar(), static (tar, i) => tar.Pax(("mtime", $"{i}"))).Add("artifacts/z").End(), "TarHeaderMalformed", ""),
        ["an extension header without an end"] = (static () => Real().Tar().Add("x", type: 'x', size: 2 << 20).End(), "LimitExtension", ""),
        ["a name without an end"] = (static () => Real().Tar().Pax(("path", "artifacts/" + new string('n', 5000))).Add("z").End(), "LimitName", ""),
    };

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_makes_an_archive_invalid_and_has_a_name(string fault)
    {
        (Func<byte[]> archive, string id, string location) = Faults[fault];

        CheckpointManifest manifest = Scanned.Fully(archive());

        Assert.Equal("Invalid", manifest.Verification);
        Finding found = Assert.Single(manifest.Findings, finding => finding.Id == id && (location.Length == 0 || finding.Location == location));
        Assert.Equal("Error", found.Severity);
        Assert.DoesNotContain(manifest.Findings, static finding => finding.Message.Length < 20 || (finding.Message + finding.Location).Any(char.IsControl));
    }

    [Fact]
    public void What_an_honest_archive_may_hold_besides_is_a_warning()
    {
        CheckpointManifest manifest = Scanned.Fully(Real().With("notes.txt", "hello").Tar().End());

        Assert.Equal(("Warning", "UnknownMember", "notes.txt"), manifest.Findings.Select(static finding => (finding.Severity, finding.Id, finding.Location)).Single());
        Assert.Equal(("Valid", 1), (manifest.Verification, manifest.Problems));
    }

    [Fact]
    public void Damaged_statistics_are_a_warning()
    {
        CheckpointManifest manifest = Scanned.Fully(Real().With("stats-dump", "nonsense").Tar().End());

        Assert.Equal(("Warning", "StatisticsUnreadable", "stats-dump"), manifest.Findings.Select(static finding => (finding.Severity, finding.Id, finding.Location)).Single());
        Assert.Null(manifest.Statistics);
    }

    [Theory]
    [InlineData("LimitMembers", 5, 1 << 20, 1L << 30, 1000)]
    [InlineData("LimitJsonBytes", 500, 1000, 1L << 30, 1000)]
    [InlineData("LimitDecompressedBytes", 500, 1 << 20, 100_000, 1000)]
    [InlineData("LimitRatio", 500, 1 << 20, 1L << 30, 2)]
    [InlineData(null, 500, 1 << 20, 1L << 30, 1000)]
    public void A_limit_that_is_passed_is_found(string? id, int members, int json, long decompressed, int ratio)
    {
        var limits = new ArchiveLimits { Members = members, JsonBytes = json, DecompressedBytes = decompressed, Ratio = ratio, RatioFreeBytes = 1000 };

        string[] found = [.. Scanned.Fully(RealArchive.Open("plain-zstd.tar").Bytes, limits).Findings.Where(static finding => finding.Severity == "Error").Select(static finding => finding.Id)];

        Assert.Equal(id is null ? [] : [id], found.Distinct());
    }

    private static CheckpointBuilder Real() => new();

    private static System.Text.Json.Nodes.JsonNode Node(string json) => System.Text.Json.Nodes.JsonNode.Parse(Encoding.UTF8.GetBytes(json))!;

    private static byte[] Flip(byte[] archive, int fromEnd)
    {
        archive[archive.Length + fromEnd] ^= 1;
        return archive;
    }
}
