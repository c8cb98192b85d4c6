using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Criu;
using Google.Protobuf;

namespace CheckpointTools.Tests.Hostile;

/// <summary>CRIU images that are not what their names say.</summary>
internal static class ImageKinds
{
    private const string Core = "checkpoint/core-1.img";

    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["no inventory"] = new(static () => Hostile.Members().Without("checkpoint/inventory.img").Tar().End(), "InventoryMissing"),
        ["two inventories"] = Hostile.Tar(static tar => tar.Add("checkpoint/inventory.img", Inventory()), "DuplicateMember"),
        ["an inventory that is none"] = Hostile.Content("checkpoint/inventory.img", static () => [1, 2, 3, 4, 5, 6, 7, 8], "InventoryMagicWrong"),
        ["an inventory of two messages"] = Hostile.Content("checkpoint/inventory.img", static () => [.. Inventory(), .. Inventory()[4..]], "CriuImageTrailingData"),
        ["an inventory without a version"] = Hostile.Content("checkpoint/inventory.img", static () => ImageBuilder.Image(CriuImageKind.Inventory, new InventoryEntry()), "CriuMessageMalformed"),
        ["an inventory of nothing"] = Hostile.Content("checkpoint/inventory.img", static () => ImageBuilder.Magic(CriuImageKind.Inventory), "CriuImageTruncated"),
        ["an image under another's magic number"] = Hostile.Content(Core, static () => ImageBuilder.Magic(CriuImageKind.Files), "CriuImageMagicWrong"),
        ["an image that is a text"] = Hostile.Text(Core, "this is no image", "CriuImageMagicWrong"),
        ["an image that is empty"] = Hostile.Content(Core, static () => [], "CriuImageTruncated"),
        ["an image that ends in its magic number"] = Hostile.Content(Core, static () => [0x19, 0x43], "CriuImageTruncated"),
        ["an image that ends in a length"] = Hostile.Content(Core, static () => [.. ImageBuilder.Magic(CriuImageKind.Core), 1, 0], "CriuImageTruncated"),
        ["a message that claims 4 GB"] = Hostile.Content(Core, static () => [.. ImageBuilder.Magic(CriuImageKind.Core), 0xFF, 0xFF, 0xFF, 0xFF], "CriuImageTruncated"),
        ["a message of 20 megabytes"] = Hostile.Content(Core, static () => [.. ImageBuilder.Magic(CriuImageKind.Core), .. ImageBuilder.Framed(new byte[20 << 20])], "CriuMessageTooLarge"),
        ["a message that is cut off"] = Hostile.Content(Core, static () => RealArchive.Open("plain-none.tar").Content(Core)[..^10], "CriuImageTruncated"),
        ["a message within a message that is cut off"] = Hostile.Content(Core, static () => Framed(0x1A, 0x7F, 1), "CriuMessageMalformed"),
        ["a field without a number"] = Hostile.Content(Core, static () => Framed(0x00, 0x01), "CriuMessageMalformed"),
        ["a group that does not end"] = Hostile.Content(Core, static () => Framed(0x0B, 0x08, 1), "CriuMessageMalformed"),
        ["a number that does not end"] = Hostile.Content(Core, static () => Framed([0x08, .. Enumerable.Repeat((byte)0xFF, 20)]), "CriuMessageMalformed"),
        ["groups within groups, half a million times"] = Hostile.Content(Core, static () => Framed([.. Enumerable.Repeat((byte)0xFB, 1_000_000).Select(static (b, i) => i % 2 == 0 ? b : (byte)0x01)]), "CriuMessageMalformed"),
        ["messages within messages, a million times"] = Hostile.Content("checkpoint/cgroup.img", static () => [.. ImageBuilder.Magic(CriuImageKind.Cgroup), .. ImageBuilder.Framed([.. Enumerable.Repeat((byte)0x0A, 1_000_000)])], "CriuMessageMalformed"),
        ["a second message where one belongs"] = Hostile.Content(Core, static () => [.. RealArchive.Open("plain-none.tar").Content(Core), .. ImageBuilder.Framed([])], "CriuImageTrailingData"),
        ["a core image without an architecture"] = Hostile.Content(Core, static () => ImageBuilder.Image(CriuImageKind.Core, new CoreEntry()), "CriuMessageMalformed"),
        ["a core image of a million groups"] = Hostile.Content(Core, static () => ImageBuilder.Image(CriuImageKind.Core, Credentials(1_000_000)), "CriuMessageTooLarge"),
        ["a million sets of cgroups"] = Hostile.Content("checkpoint/cgroup.img", static () => [.. ImageBuilder.Magic(CriuImageKind.Cgroup), .. ImageBuilder.Framed(Sets(1_500_000))], "CriuLimitReached"),
        ["a circle of folders instead of the images"] = new(static () => Hostile.Members().Without(static name => name.StartsWith("checkpoint/", StringComparison.Ordinal)).Tar().Add("checkpoint", type: '2', link: "checkpoint").End(), "UnexpectedLink", "InventoryMissing"),
        ["20,000 threads with the longest chain of filters"] = new(static () => Chain(20_000, 2_000_000), "SeccompFilterInvalid"),
    };

    private static byte[] Inventory() => ImageBuilder.Image(CriuImageKind.Inventory, new InventoryEntry { ImgVersion = 2 });

    private static byte[] Framed(params byte[] message) => [.. ImageBuilder.Magic(CriuImageKind.Core), .. ImageBuilder.Framed(message)];

    private static CoreEntry Credentials(int groups)
    {
        var credentials = new CredsEntry();
        credentials.Groups.AddRange(Enumerable.Repeat(1u, groups));
        return new CoreEntry { Mtype = 1, Tc = new TaskCoreEntry { TaskState = 1 }, ThreadCore = new ThreadCoreEntry { Creds = credentials } };
    }

    private static byte[] Sets(int count)
    {
        var cgroup = new CgroupEntry();
        for (uint id = 1; id <= count; id++)
            cgroup.Sets.Add(new CgSetEntry { Id = id });
        return cgroup.ToByteArray();
    }

    // Each thread's filters are counted: along the whole chain each time, that would be forty billion steps.
    private static byte[] Chain(int threads, int filters)
    {
        var seccomp = new SeccompEntry();
        for (uint i = 0; i < filters; i++)
            seccomp.SeccompFilters.Add(new SeccompFilter { Prev = i == 0 ? 0 : i - 1 });
        TarBuilder tar = Hostile.Members().With("checkpoint/seccomp.img", ImageBuilder.Image(CriuImageKind.Seccomp, seccomp))
            .With("checkpoint/pstree.img", ImageBuilder.Image(CriuImageKind.ProcessTree, new PstreeEntry { Pid = 1, Ppid = 0, Threads = { 1, Enumerable.Range(100, threads).Select(static thread => (uint)thread) } }))
            .Tar();
        byte[] core = ImageBuilder.Image(CriuImageKind.Core, new CoreEntry { Mtype = 1, ThreadCore = new ThreadCoreEntry { SeccompMode = 2, SeccompFilter = (uint)filters - 1 } });
        for (int thread = 0; thread < threads; thread++)
            tar.Add($"checkpoint/core-{100 + thread}.img", core);
        return tar.End();
    }
}
