using CheckpointTools.Archive;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Archive;

/// <summary>The forms of tar that there are, each written by GNU tar and read as GNU tar lists it.</summary>
public class TarFormTests
{
    private static readonly string LongName = "artifacts/" + string.Join('/', Enumerable.Repeat("a-long-part-of-a-name", 10)); // 229 bytes
    private static readonly string[] LongNames = [LongName, "artifacts/" + new string('n', 150)];

    [Theory]
    [InlineData("v7", false)]
    [InlineData("oldgnu", true)]
    [InlineData("gnu", true)]
    [InlineData("ustar", false)]
    [InlineData("pax", true)]
    public void Each_form_is_read_as_GNU_tar_lists_it(string format, bool longNames)
    {
        using var folder = new TemporaryFolder();
        var builder = new CheckpointBuilder();
        builder.WriteTo(folder);
        folder.Write("artifacts/größe-日本.txt", [1, 2, 3]);
        if (longNames)
        {
            foreach (string name in LongNames)
                folder.Write(name, [4, 5]);
        }

        byte[] tar = Tar(folder, ["--format=" + format, .. Directory.EnumerateFileSystemEntries(folder.Path).Select(static path => Path.GetFileName(path))]);
        CheckpointManifest manifest = Scanned.Fully(tar);

        Assert.Equal("Valid", manifest.Verification);
        Assert.Empty(manifest.Findings);
        Assert.Equal(
            TarListing.Of(tar).Select(static line => (line.Name, line.Size, line.OctalMode, line.Modified)),
            manifest.Members.Select(static member => (member.Name, member.Size, member.Mode, member.Modified)));
        Assert.Contains(manifest.Members, static member => member.Name == "artifacts/größe-日本.txt");
        Assert.Equal(longNames ? 2 : 0, manifest.Members.Count(static member => LongNames.Contains(member.Name)));
    }

    [Fact]
    public void A_name_that_USTAR_splits_in_two_is_put_together()
    {
        using var folder = new TemporaryFolder();
        folder.Write(LongName, [1]);

        Assert.Contains(LongName, Walk(Tar(folder, ["--format=ustar", "artifacts"])).Select(static member => member.Name));
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    public void Owners_beyond_octal_are_read(string format)
    {
        using var folder = new TemporaryFolder();
        folder.Write("config.dump", []);

        TarMember member = Walk(Tar(folder, ["--format=" + format, "--owner=o:4294967294", "--group=g:3000000", "config.dump"])).Single();

        Assert.Equal((4294967294, 3000000), (member.UserId, member.GroupId));
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    public void A_file_of_nine_gigabytes_is_passed_over(string format)
    {
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(Path.Combine(folder.Path, "pages-1.img")))
            file.SetLength(9L << 30);
        // Only the headers of GNU tar's output are wanted.
        byte[] headers = CommandLine.Run("sh", ["-c", "tar -c --format=\"$1\" -C \"$2\" pages-1.img | head -c 4096", "sh", format, folder.Path]);
        byte[] header = headers[..(format == "pax" ? 1536 : 512)];
        byte[] config = new TarBuilder().Add("config.dump", "{}"u8.ToArray()).End();
        var stream = new SyntheticStream([.. header], [0], header.Length + (9L << 30) + config.Length);

        TarMember member = Walk(stream).Single();

        Assert.Equal(9L << 30, member.Size);
        Assert.InRange(stream.BytesRead, 1, 100_000);
    }

    [Fact]
    public void A_link_target_longer_than_its_field_is_read()
    {
        string target = string.Concat(Enumerable.Repeat("../somewhere/", 20));
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), target);

        foreach (string format in new[] { "gnu", "pax" })
        {
            TarMember member = Walk(Tar(folder, ["--format=" + format, "link"])).Single();
            Assert.Equal((TarMemberType.SymbolicLink, target), (member.Type, member.LinkTarget));
        }
    }

    [Fact]
    public void A_PAX_header_for_all_members_changes_none()
    {
        using var folder = new TemporaryFolder();
        new CheckpointBuilder().WriteTo(folder);

        CheckpointManifest manifest = Scanned.Fully(Tar(folder, ["--format=pax", "--pax-option=globexthdr.name=g,comment=made by hand", "."]));

        Assert.Equal("Valid", manifest.Verification);
        Assert.DoesNotContain(manifest.Members, static member => member.Type == "GlobalHeader");
    }

    /// <summary>All members of a tar, by the reader alone.</summary>
    internal static List<TarMember> Walk(byte[] tar) => Walk(new MemoryStream(tar));

    private static List<TarMember> Walk(Stream file)
    {
        using ArchiveStream stream = ArchiveStream.Open(file, hash: false, ArchiveLimits.Default, null, CancellationToken.None);
        var reader = new TarReader(stream, ArchiveLimits.Default, 1000);
        var members = new List<TarMember>();
        while (reader.Next() is { } member)
            members.Add(member);
        return members;
    }

    private static byte[] Tar(TemporaryFolder folder, string[] arguments) => CommandLine.Run("tar", ["-c", "--sort=name", "--mtime=2026-01-02 03:04:05.75", "-C", folder.Path, .. arguments]);
}
