using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Members that are something else than files and folders.</summary>
internal static class TypeKinds
{
    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["config.dump is a symbolic link"] = new(static () => Hostile.Members().Without("config.dump").Tar().Add("config.dump", type: '2', link: "/etc/shadow").End(), "UnexpectedLink", "ConfigDumpMissing"),
        ["spec.dump is a hard link to config.dump"] = new(static () => Hostile.Members().Without("spec.dump").Tar().Add("spec.dump", type: '1', link: "config.dump").End(), "UnexpectedLink", "SpecDumpMissing"),
        ["the container's log is a symbolic link"] = new(static () => Hostile.Members().Without("ctr.log").Tar().Add("ctr.log", type: '2', link: "/etc/shadow").End(), "UnexpectedLink"),
        ["an image is a symbolic link"] = new(static () => Hostile.Members().Without("checkpoint/pages-1.img").Tar().Add("checkpoint/pages-1.img", type: '2', link: "/dev/mem").End(), "UnexpectedLink", "CriuImageMissing"),
        ["the folder of the images is a symbolic link"] = new(static () => Hostile.Members().Without("checkpoint/").Tar().Add("checkpoint", type: '2', link: "/etc").End(), "UnexpectedLink", "MemberReplacesFolder"),
        ["a volume is a symbolic link"] = Hostile.Tar(static tar => tar.Add("volumes/v.tar", type: '2', link: "/var/lib/secret.tar"), "UnexpectedLink"),
        ["a symbolic link and a file behind it"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: '2', link: "/etc").Add("artifacts/x/passwd", [1]), "UnexpectedLink", "MemberReplacesFolder"),
        ["the parent is a link to elsewhere"] = Hostile.Tar(static tar => tar.Add("checkpoint/parent", type: '2', link: "/etc"), "UnexpectedLink"),
        ["the parent is a link that climbs"] = Hostile.Tar(static tar => tar.Add("checkpoint/parent", type: '2', link: "../pre-checkpoint/../../../etc"), "UnexpectedLink"),
        ["the parent is a hard link"] = Hostile.Tar(static tar => tar.Add("checkpoint/parent", type: '1', link: "../pre-checkpoint"), "UnexpectedLink"),
        ["a hard link to a file of the host"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: '1', link: "/etc/shadow"), "UnexpectedLink"),
        ["a link to itself"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: '2', link: "x"), "UnexpectedLink"),
        ["a link target with an escape"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: '2', link: "\u001b[2J"), "UnexpectedLink", "MemberNameInvalid"),
        ["a character device"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: '3'), "UnexpectedDevice"),
        ["a block device in place of an image"] = Hostile.Tar(static tar => tar.Add("checkpoint/pages-9.img", type: '4'), "UnexpectedDevice"),
        ["config.dump is a named pipe"] = new(static () => Hostile.Members().Without("config.dump").Tar().Add("config.dump", type: '6').End(), "UnexpectedDevice", "ConfigDumpMissing"),
        ["a folder in place of config.dump"] = new(static () => Hostile.Members().Without("config.dump").Tar().Add("config.dump/", type: '5').End(), "ConfigDumpMissing"),
        ["a contiguous file"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], '7'), "UnknownMemberType"),
        ["the volume label of GNU's form"] = Hostile.Tar(static tar => tar.Add("artifacts/x", type: 'V'), "UnknownMemberType"),
        ["a part of a file from another volume"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], 'M'), "UnknownMemberType"),
        ["a list of a folder's files"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], 'D'), "UnknownMemberType"),
        ["an extension header of Solaris"] = Hostile.Tar(static tar => tar.Add("x", TarBuilder.Record("path", "config.dump"), 'X').Add("artifacts/x"), "UnknownMemberType"),
        ["a type that nobody knows"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], '\u007f'), "UnknownMemberType"),
        ["a sparse file of GNU's old form"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], 'S', magic: TarBuilder.Gnu), "SparseMember"),
        ["a sparse file of the form 0.1"] = Hostile.Tar(static tar => tar.Pax(("GNU.sparse.map", "0,1"), ("GNU.sparse.size", "1000000000000"), ("GNU.sparse.name", "config.dump")).Add("artifacts/x", [1]), "SparseMember"),
        ["a sparse file of the form 1.0"] = Hostile.Tar(static tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "1000000000000"), ("GNU.sparse.name", "config.dump")).Add("artifacts/x", new byte[512]), "SparseMember"),
        ["a folder that a sparse file's record renames"] = Hostile.Tar(static tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "config.dump")).Add("artifacts/x/", type: '5'), "SparseMember"),
        ["a pod's archive in a container's"] = new(static () => Hostile.Members().Without("config.dump").Without("spec.dump").Tar().Add("pod.options", "{}"u8.ToArray()).End(), "ConfigDumpMissing"),
    };
}
