using CheckpointTools.Archive;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Archive;

public class MemberNameTests
{
    [Theory]
    [InlineData("config.dump", "config.dump")]
    [InlineData("./config.dump", "config.dump")]
    [InlineData("/config.dump", "config.dump")]
    [InlineData("a/../config.dump", "config.dump")]
    [InlineData("checkpoint//core-1.img", "checkpoint/core-1.img")]
    [InlineData("checkpoint/", "checkpoint")]
    [InlineData("./", "")]
    [InlineData("../x", "../x")]
    [InlineData("/../x", "x")]
    [InlineData("a/../../x", "../x")]
    [InlineData("..x/.y", "..x/.y")]
    public void A_name_is_cleaned_as_Go_cleans_it(string name, string cleaned) => Assert.Equal(cleaned, MemberName.Clean(name));

    [Property(Arbitrary = [typeof(Names)], MaxTest = 2000)]
    public void A_cleaned_name_is_the_path_that_a_walk_along_the_name_ends_at(string name) => Assert.Equal(Walk(name), MemberName.Clean(name));

    [Property(Arbitrary = [typeof(Names)], MaxTest = 500)]
    public void Cleaning_twice_changes_nothing(string name) => Assert.Equal(MemberName.Clean(name), MemberName.Clean(MemberName.Clean(name)));

    [Property(Arbitrary = [typeof(Names)], MaxTest = 2000)]
    public void A_name_leaves_the_archive_where_the_walk_is_ever_absolute_or_ends_above(string name) =>
        Assert.Equal(name.StartsWith('/') || Walk(name).Split('/')[0] == "..", MemberName.Leaves(name));

    [Theory]
    [InlineData("config.dump", false)]
    [InlineData("./config.dump", false)]
    [InlineData("checkpoint/", false)]
    [InlineData("./checkpoint/", false)]
    [InlineData("./", false)]
    [InlineData("././config.dump", true)]
    [InlineData("checkpoint//x", true)]
    [InlineData("checkpoint/./x", true)]
    [InlineData("a/../config.dump", true)]
    [InlineData("/config.dump", true)]
    public void Only_a_leading_dot_and_a_trailing_slash_are_common(string name, bool disguised) => Assert.Equal(disguised, MemberName.IsDisguised(name));

    // Go's own definition, step by step: the shortest name of the place, found by walking there.
    private static string Walk(string name)
    {
        bool rooted = name.StartsWith('/');
        string place = "";
        int above = 0;
        foreach (string step in name.Split('/').Where(static step => step is not ("" or ".")))
        {
            if (step != "..")
                place = place + "/" + step;
            else if (place.Length > 0)
                place = place[..place.LastIndexOf('/')];
            else if (!rooted)
                above++;
        }

        return (string.Concat(Enumerable.Repeat("../", above)) + place.TrimStart('/')).TrimEnd('/');
    }

    private static class Names
    {
        public static Arbitrary<string> String() => Gen.Elements("a", "b", "..", ".", "", "/", "..a", ".b").ListOf()
            .Select(static parts => string.Join('/', parts)).ToArbitrary();
    }
}
