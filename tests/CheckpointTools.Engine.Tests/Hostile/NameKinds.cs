using System.Text;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Members under names that mean another member, another place or another text.</summary>
internal static class NameKinds
{
    private static readonly byte[] Config = """{"id":"evil"}"""u8.ToArray();

    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["a second config.dump behind the first"] = Hostile.Tar(static tar => tar.Add("config.dump", Config), "DuplicateMember"),
        ["a second memory image behind the first"] = Hostile.Tar(static tar => tar.Add("checkpoint/pages-1.img", new byte[4096]), "DuplicateMember"),
        ["the folder of the images twice"] = Hostile.Tar(static tar => tar.Add("checkpoint/", type: '5'), "DuplicateMember"),
        ["the folder of the images without its slash"] = Hostile.Tar(static tar => tar.Add("checkpoint", type: '5'), "AliasedMember"),
        ["an alias with ./"] = Hostile.Tar(static tar => tar.Add("./config.dump", Config), "AliasedMember"),
        ["an alias by way of another folder"] = Hostile.Tar(static tar => tar.Add("a/../config.dump", Config), "AliasedMember", "MemberNameDisguised"),
        ["an alias that is absolute"] = Hostile.Tar(static tar => tar.Add("/config.dump", Config), "AliasedMember", "MemberLeavesArchive"),
        ["an alias with two slashes"] = Hostile.Tar(static tar => tar.Add("checkpoint//pstree.img"), "AliasedMember", "MemberNameDisguised"),
        ["an alias with a dot inside"] = Hostile.Tar(static tar => tar.Add("checkpoint/./pstree.img"), "AliasedMember", "MemberNameDisguised"),
        ["an alias that climbs and comes back"] = Hostile.Tar(static tar => tar.Add("checkpoint/x/../../spec.dump", Config), "AliasedMember", "MemberNameDisguised"),
        ["an alias with a slash behind"] = Hostile.Tar(static tar => tar.Add("config.dump/", Config), "AliasedMember", "MemberNameDisguised"),
        ["an alias by a USTAR prefix"] = Hostile.Tar(static tar => tar.Add("config.dump", Config, edit: static header => TarBuilder.Put(header, 345, ".")), "AliasedMember"),
        ["an alias by a PAX path"] = Hostile.Tar(static tar => tar.Pax(("path", "config.dump")).Add("artifacts/harmless", Config), "DuplicateMember"),
        ["an alias by a GNU long name"] = Hostile.Tar(static tar => tar.Add("././@LongLink", "config.dump\0harmless"u8.ToArray(), 'L').Add("artifacts/harmless", Config), "DuplicateMember"),
        ["an alias with a NUL behind"] = Hostile.Tar(static tar => tar.Add("config.dump\0.harmless", Config), "DuplicateMember"),

        ["a name that climbs out"] = Hostile.Tar(static tar => tar.Add("../../etc/cron.d/evil"), "MemberLeavesArchive"),
        ["a name that climbs out of a folder"] = Hostile.Tar(static tar => tar.Add("checkpoint/../../evil"), "MemberLeavesArchive"),
        ["a name that is the folder above"] = Hostile.Tar(static tar => tar.Add("..", type: '5'), "MemberLeavesArchive"),
        ["an absolute name"] = Hostile.Tar(static tar => tar.Add("/etc/cron.d/evil"), "MemberLeavesArchive"),
        ["an absolute name of two slashes"] = Hostile.Tar(static tar => tar.Add("//etc/cron.d/evil"), "MemberLeavesArchive"),
        ["a volume that climbs out of the volumes"] = Hostile.Tar(static tar => tar.Add("volumes/../../x.tar"), "MemberLeavesArchive"),
        ["a volume that is none"] = Hostile.Tar(static tar => tar.Add("volumes/../rootfs-diff.tar"), "MemberNameDisguised"),
        ["a file without a name"] = Hostile.Tar(static tar => tar.Add("", Config), "MemberNameInvalid"),
        ["a file whose name is the archive's root"] = Hostile.Tar(static tar => tar.Add(".", Config), "MemberNameDisguised"),

        ["a file in place of the folder of the images"] = Hostile.Tar(static tar => tar.Add("volumes/v.tar").Add("volumes"), "MemberReplacesFolder"),
        ["a folder in place of a file"] = Hostile.Tar(static tar => tar.Add("artifacts/x").Add("artifacts/x/y"), "MemberReplacesFolder"),
        ["a file that takes the place of all images"] = new(
            static () => Hostile.Members().Without("checkpoint/").Tar().Add("checkpoint", [1]).End(), "MemberReplacesFolder"),

        ["a name with an escape"] = Hostile.Tar(static tar => tar.Add("artifacts/\u001b]0;evil\u0007"), "MemberNameInvalid"),
        ["a name with a line break"] = Hostile.Tar(static tar => tar.Add("artifacts/x\nconfig.dump"), "MemberNameInvalid"),
        ["a name with a C1 control character"] = Hostile.Tar(static tar => tar.Add("artifacts/\u009b31m"), "MemberNameInvalid"),
        ["a name that turns the direction of writing"] = Hostile.Tar(static tar => tar.Add("artifacts/\u202Egmi.erocs"), "MemberNameInvalid"),
        ["a name that is no UTF-8"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => header[10] = 0xFF), "MemberNameInvalid"),
        ["a name in UTF-8 that is longer than it need be"] = Hostile.Tar(
            static tar => tar.Add("config", edit: static header => new byte[] { 0xC0, 0xAE, (byte)'d', (byte)'u', (byte)'m', (byte)'p' }.CopyTo(header, 6)), "MemberNameInvalid"),

        ["a name of one megabyte in a PAX header"] = Hostile.Tar(static tar => tar.Pax(("path", "artifacts/" + new string('n', 1_000_000))).Add("x"), "LimitName"),
        ["a name of one megabyte in a GNU header"] = Hostile.Tar(static tar => tar.Add("././@LongLink", Bytes(1_000_000), 'L').Add("x"), "LimitName"),
        ["a name of two megabytes"] = Hostile.Tar(static tar => tar.Add("././@LongLink", Bytes(2 << 20), 'L').Add("x"), "LimitExtension"),
        ["a link target of one megabyte"] = Hostile.Tar(static tar => tar.Pax(("linkpath", new string('n', 1_000_000))).Add("artifacts/x", type: '2'), "LimitName"),
        ["a folder in a folder, two thousand times"] = Hostile.Tar(static tar => tar.Pax(("path", "artifacts/" + Hostile.Repeat("a/", 2000) + "x")).Add("x").Pax(("path", "artifacts/" + Hostile.Repeat("a/", 2000) + "x/y")).Add("x"), "MemberReplacesFolder"),
        ["100,000 members"] = new(static () => Many(100_000, static i => $"artifacts/{i}"), "LimitMembers"),
        ["60,000 members with names as long as can be"] = new(static () => Many(60_000, static i => $"artifacts/{i:D5}" + new string('n', 4000)), "LimitNames"),
        ["60,000 members of unknown names"] = new(static () => Many(60_000, static i => $"\u001b/../../{i}"), "MemberLeavesArchive"),
    };

    private static byte[] Bytes(int count) => [.. Encoding.ASCII.GetBytes("artifacts/"), .. Enumerable.Repeat((byte)'n', count)];

    private static byte[] Many(int count, Func<int, string> name)
    {
        TarBuilder tar = Hostile.Members().Tar();
        for (int i = 0; i < count; i++)
        {
            string own = name(i);
            if (own.Length > 100)
                tar.Pax(("path", own));
            tar.Add(own.Length > 100 ? "x" : own);
        }

        return tar.End();
    }
}
