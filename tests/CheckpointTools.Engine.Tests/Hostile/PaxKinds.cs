using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Extension headers that contradict, lie or never end.</summary>
internal static class PaxKinds
{
    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["two names in one PAX header"] = Hostile.Tar(static tar => tar.Pax(("path", "artifacts/x"), ("path", "config.dump")).Add("z"), "PaxRecordsContradict"),
        ["two sizes in one PAX header"] = Hostile.Tar(static tar => tar.Pax(("size", "0"), ("size", "512")).Add("artifacts/x", new byte[512]), "PaxRecordsContradict"),
        ["two PAX headers before one member"] = Hostile.Tar(static tar => tar.Pax(("path", "config.dump")).Pax(("mtime", "1")).Add("artifacts/x"), "ExtensionsContradict"),
        ["a GNU name and a PAX name"] = Hostile.Tar(static tar => tar.Add("x", "artifacts/x\0"u8.ToArray(), 'L').Pax(("path", "config.dump")).Add("z"), "ExtensionsContradict"),
        ["a PAX name and a GNU name"] = Hostile.Tar(static tar => tar.Pax(("path", "artifacts/x")).Add("x", "config.dump\0"u8.ToArray(), 'L').Add("z"), "ExtensionsContradict"),
        ["two GNU names"] = Hostile.Tar(static tar => tar.Add("x", "artifacts/x\0"u8.ToArray(), 'L').Add("x", "config.dump\0"u8.ToArray(), 'L').Add("z"), "ExtensionsContradict"),
        ["two link targets"] = Hostile.Tar(static tar => tar.Add("x", "a\0"u8.ToArray(), 'K').Pax(("linkpath", "b")).Add("artifacts/x", type: '2'), "ExtensionsContradict", "UnexpectedLink"),
        ["a global header that renames"] = Hostile.Tar(static tar => tar.Add("g", TarBuilder.Record("path", "config.dump"), 'g').Add("artifacts/x"), "GlobalHeaderOverrides"),
        ["a global header that sets sizes"] = Hostile.Tar(static tar => tar.Add("g", TarBuilder.Record("size", "0"), 'g').Add("artifacts/x", new byte[512]), "GlobalHeaderOverrides"),
        ["a global header between a PAX header and its member"] = Hostile.Tar(static tar => tar.Pax(("path", "config.dump")).Add("g", TarBuilder.Record("comment", "c"), 'g').Add("artifacts/x"), "ExtensionsContradict"),
        ["a record that claims more than there is"] = Hostile.Tar(static tar => tar.Add("x", "99 path=a\n"u8.ToArray(), 'x').Add("artifacts/x"), "TarHeaderMalformed"),
        ["a record that claims less than it is"] = Hostile.Tar(static tar => tar.Add("x", "8 path=abc\n"u8.ToArray(), 'x').Add("artifacts/x"), "TarHeaderMalformed"),
        ["a record of a negative length"] = Hostile.Tar(static tar => tar.Add("x", "-9 path=a\n"u8.ToArray(), 'x').Add("artifacts/x"), "TarHeaderMalformed"),
        ["a record of an endless length"] = Hostile.Tar(static tar => tar.Add("x", "99999999999999999999 path=a\n"u8.ToArray(), 'x').Add("artifacts/x"), "TarHeaderMalformed"),
        ["a record without a key"] = Hostile.Tar(static tar => tar.Add("x", "6 =abc\n"u8.ToArray(), 'x').Add("artifacts/x"), "TarHeaderMalformed"),
        ["a NUL in a PAX name"] = Hostile.Tar(static tar => tar.Pax(("path", "config.dump\0x")).Add("artifacts/x"), "TarHeaderMalformed"),
        ["a NUL in a PAX key"] = Hostile.Tar(static tar => tar.Pax(("pa\0th", "x")).Add("artifacts/x"), "TarHeaderMalformed"),
        ["a PAX size that is none"] = Hostile.Tar(static tar => tar.Pax(("size", "-1")).Add("artifacts/x"), "TarHeaderMalformed"),
        ["a PAX owner that is none"] = Hostile.Tar(static tar => tar.Pax(("uid", "root")).Add("artifacts/x"), "TarHeaderMalformed"),
        ["a PAX time that is none"] = Hostile.Tar(static tar => tar.Pax(("mtime", "yesterday")).Add("artifacts/x"), "TarHeaderMalformed"),
        ["a PAX size that is less than the content"] = Hostile.Tar(static tar => tar.Pax(("size", "1")).Add("artifacts/x", [.. Enumerable.Repeat((byte)1, 1024)]), "TarChecksumWrong"),
        ["a PAX header without a member"] = Hostile.Tar(static tar => tar.Pax(("path", "artifacts/x")), "TarTruncated"),
        ["a GNU name without a member"] = Hostile.Tar(static tar => tar.Add("x", "config.dump\0"u8.ToArray(), 'L'), "TarTruncated"),
        ["extension headers without an end"] = new(static () => Endless(), "TarHeaderMalformed"),
        ["an extension header of one gigabyte"] = Hostile.Tar(static tar => tar.Add("x", type: 'x', size: 1 << 30), "LimitExtension"),
        ["an extension header that is cut off"] = new(static () => [.. new TarBuilder().Raw(Hostile.Members().Tar().Unfinished()).Add("x", type: 'x', size: 4096).Unfinished(), .. new byte[100]], "TarTruncated"),
        ["an extension header of 100,000 records"] = Hostile.Tar(static tar => tar.Pax([.. Enumerable.Range(0, 60_000).Select(static i => ($"SCHILY.xattr.user.{i:D5}", ""))]).Add("../x"), "LimitExtension"),
        ["a GNU header with a prefix where times should be"] = Hostile.Tar(static tar => tar.Add("core-1.img", magic: TarBuilder.Gnu, edit: static header => TarBuilder.Put(header, 345, "checkpoint")), "TarHeaderMalformed"),
    };

    private static SyntheticStream Endless()
    {
        byte[] start = Hostile.Members().Tar().Unfinished();
        return new SyntheticStream(start, new TarBuilder().Pax(("mtime", "1")).Unfinished(), start.Length + (1L << 40));
    }
}
