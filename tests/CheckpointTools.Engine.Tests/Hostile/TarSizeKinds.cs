using System.Globalization;
using CheckpointTools.Archive;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>Headers whose numbers lie, and tars that end where they should not.</summary>
internal static class TarSizeKinds
{
    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["a size larger than the archive"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [1], size: 1 << 30), "TarTruncated"),
        ["a size smaller than the content"] = Hostile.Tar(static tar => tar.Add("artifacts/x", [.. Enumerable.Repeat((byte)'x', 1024)], size: 5), "TarChecksumWrong"),
        ["a size that hides a member"] = Hostile.Tar(static tar => tar.Add("artifacts/x", size: 512).Add("config.dump", "{}"u8.ToArray()), "TarChecksumWrong"),
        ["a negative size in base 256"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => header.AsSpan(124, 12).Fill(0xFF)), "TarHeaderMalformed"),
        ["a size that overflows in base 256"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => { header.AsSpan(124, 12).Fill(0x7F); header[124] = 0xBF; }), "TarHeaderMalformed"),
        ["the largest size of all"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => { header.AsSpan(124, 12).Clear(); header[124] = 0x80; header.AsSpan(129, 7).Fill(0xFF); header[128] = 0x7F; }), "LimitDecompressedBytes"),
        ["a size of octal digits and others"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => TarBuilder.Put(header, 124, "0000000008x ")), "TarHeaderMalformed"),
        ["a size with a minus"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => TarBuilder.Put(header, 124, "-0000000001 ")), "TarHeaderMalformed"),
        ["a size in hexadecimal digits"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => TarBuilder.Put(header, 124, "0x000000200 ")), "TarHeaderMalformed"),
        ["a mode that is no number"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => TarBuilder.Put(header, 100, "rw-r--r-")), "TarHeaderMalformed"),
        ["a device number that is no number"] = Hostile.Tar(static tar => tar.Add("artifacts/x", edit: static header => TarBuilder.Put(header, 329, "zzzzzzz")), "TarHeaderMalformed"),
        ["a folder with a size"] = Hostile.Tar(static tar => tar.Add("artifacts/x/", type: '5', size: 512), "SizeWithoutContent"),
        ["a symbolic link with a size"] = Hostile.Tar(static tar => tar.Add("artifacts/x", new byte[512], '2', "y"), "SizeWithoutContent"),
        ["a hard link with a size"] = Hostile.Tar(static tar => tar.Add("artifacts/x", new byte[512], '1', "config.dump"), "SizeWithoutContent"),
        ["a named pipe with a size"] = Hostile.Tar(static tar => tar.Add("artifacts/x", new byte[512], '6'), "SizeWithoutContent"),
        ["a folder with a size in its PAX header"] = Hostile.Tar(static tar => tar.Pax(("size", "512")).Add("artifacts/x/", type: '5'), "SizeWithoutContent"),

        ["a wrong checksum"] = Hostile.Tar(static tar => tar.Raw(Header("artifacts/x", static header => header[0] ^= 1)), "TarChecksumWrong"),
        ["a checksum that is no number"] = Hostile.Tar(static tar => tar.Raw(Header("artifacts/x", static header => TarBuilder.Put(header, 148, "zzzzzzzz"))), "TarChecksumWrong"),
        ["no end"] = new(static () => Hostile.Members().Tar().Unfinished(), "TarTruncated"),
        ["half of an end"] = new(static () => [.. Hostile.Members().Tar().Unfinished(), .. new byte[512]], "TarTruncated"),
        ["an end within a header"] = new(static () => [.. Hostile.Members().Tar().Unfinished(), .. Header("artifacts/x", static _ => { })[..300]], "TarTruncated"),
        ["a second archive behind the end"] = new(static () => [.. Hostile.Members().Tar().End(), .. Hostile.Members().With("config.dump", "{}").Tar().End()], "TrailingData"),
        ["one member behind the end"] = new(static () => [.. Hostile.Members().Tar().End(), .. new TarBuilder().Add("config.dump", "{}"u8.ToArray()).End()], "TrailingData"),
        ["one member behind one empty block"] = Hostile.Tar(static tar => tar.Raw(new byte[512]).Add("config.dump", "{}"u8.ToArray()), "TarHeaderMalformed"),
        ["a script behind the end"] = new(static () => [.. Hostile.Members().Tar().End(), .. "#!/bin/sh\n"u8], "TrailingData"),
        ["one byte a gigabyte behind the end"] = new(
            static () => new SyntheticStream([.. Hostile.Members().Tar().End(), .. new byte[512]], [.. new byte[(1 << 20) - 1], 1], 1L << 30), "TrailingData"),
        ["a script before the archive"] = new(static () => [.. "#!/bin/sh\n"u8, .. Hostile.Members().Tar().End()], "NotACheckpointArchive"),
        ["an empty block before the archive"] = new(static () => [.. new byte[512], .. Hostile.Members().Tar().End()], "TarHeaderMalformed"),
        ["the end before the archive"] = new(static () => [.. new byte[1024], .. Hostile.Members().Tar().End()], "TrailingData"),
        ["config.dump of one gigabyte"] = Hostile.Endless("config.dump", 1L << 30, "{}"u8.ToArray(), "DuplicateMember", "LimitJsonBytes"),
        ["an inventory of one gigabyte"] = new(
            static () => OneLarge("checkpoint/inventory.img", [0x16, 0x31, 0x31, 0x58, 0x20, 0, 0, 0]), "CriuImageTrailingData"),
        ["a process tree of one gigabyte"] = new(
            static () => OneLarge("checkpoint/pstree.img", [0x19, 0x43, 0x56, 0x54, 0x30, 0x30, 0x27, 0x50, 0xFF, 0xFF, 0xFF, 0x3F]), "CriuImageTruncated"),
        ["a member of one petabyte"] = Hostile.Tar(
            static tar => tar.Pax(("size", (1L << 50).ToString(CultureInfo.InvariantCulture))).Add("checkpoint/pages-9.img"), "LimitDecompressedBytes"),
        ["more bytes than are allowed"] = Hostile.Endless("ctr.log", 1L << 30, [.. new byte[512]], "LimitDecompressedBytes") with { Limits = new ArchiveLimits { DecompressedBytes = 1 << 20 } },
    };

    private static byte[] Header(string name, Action<byte[]> edit)
    {
        byte[] header = new TarBuilder().Add(name).Unfinished();
        edit(header);
        return header;
    }

    // The real member is replaced by one that begins as given and goes on with zeros.
    private static SyntheticStream OneLarge(string member, byte[] beginning)
    {
        const long size = 1L << 30;
        byte[] start = [.. Hostile.Members().Without(member).Tar().Add(member, size: size).Unfinished(), .. beginning];
        return new SyntheticStream(start, [0], start.Length - beginning.Length + size + 1024);
    }
}
