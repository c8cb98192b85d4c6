using CheckpointTools.Criu;

namespace CheckpointTools.Tests.Criu;

public class CriuImageKindTests
{
    [Theory]
    [InlineData("inventory.img", "inventory", 0ul)]
    [InlineData("core-1.img", "core-", 1ul)]
    [InlineData("pagemap-12.img", "pagemap-", 12ul)]
    [InlineData("pagemap-shmem-18446744073709551615.img", "pagemap-shmem-", ulong.MaxValue)]
    [InlineData("ghost-file-1f.img", "ghost-file-", 31ul)]
    [InlineData("pages-3.img", "pages-", 3ul)]
    [InlineData("stats-dump", "stats-dump", 0ul)]
    public void The_names_that_CRIU_writes_are_known(string name, string prefix, ulong number)
    {
        Assert.True(CriuImageKind.TryMatch(name, out CriuImageKind? kind, out ulong actual));
        Assert.Equal(prefix, kind.Prefix);
        Assert.Equal(number, actual);
        Assert.Equal(name, kind.FileName(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("core-.img")]
    [InlineData("core-01.img")]
    [InlineData("core-+1.img")]
    [InlineData("core--1.img")]
    [InlineData("core- 1.img")]
    [InlineData("core-1.img.bak")]
    [InlineData("core-1")]
    [InlineData("core-99999999999999999999.img")]
    [InlineData("Core-1.img")]
    [InlineData("ghost-file-1F.img")]
    [InlineData("x/core-1.img")]
    [InlineData("inventory.img2")]
    [InlineData("stats-dump.img")]
    [InlineData("tmpfs-dev-46.tar.gz.img")]
    public void Other_names_are_not(string name) => Assert.False(CriuImageKind.TryMatch(name, out _, out _));

    [Fact]
    public void No_two_kinds_share_a_name() =>
        Assert.Equal(CriuImageKind.All.Count, CriuImageKind.All.Select(kind => kind.FileName(1)).Distinct().Count());

    [Fact]
    public void The_images_of_real_archives_begin_with_the_magic_of_their_kind()
    {
        int seen = 0;
        foreach ((string name, byte[] content) in FixtureArchive.Names.SelectMany(fixture => FixtureArchive.Open(fixture).Members))
        {
            string fileName = name.StartsWith("checkpoint/", StringComparison.Ordinal) ? name["checkpoint/".Length..] : name;
            if (CriuImageKind.TryMatch(fileName, out CriuImageKind? kind, out _))
            {
                Assert.Equal(ImageBuilder.Magic(kind), content[..ImageBuilder.Magic(kind).Length]);
                seen++;
            }
        }

        Assert.True(seen > 200, $"only {seen} images");
    }
}
