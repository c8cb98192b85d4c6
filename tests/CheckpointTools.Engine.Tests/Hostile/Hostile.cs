using System.Text;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Hostile;

/// <summary>What the tables of hostile archives are written with: a real archive, to be made hostile.</summary>
internal static class Hostile
{
    private static readonly byte[] RealTar = new CheckpointBuilder().Tar().Unfinished();

    /// <summary>A real archive's members, to be changed.</summary>
    public static CheckpointBuilder Members(string fixture = "plain-none.tar") => new(fixture);

    /// <summary>A real archive with something added to its tar.</summary>
    public static HostileKind Tar(Func<TarBuilder, TarBuilder> add, params string[] findings) =>
        new(() => add(new TarBuilder().Raw(RealTar)).End(), findings);

    /// <summary>A real archive with one member's content replaced.</summary>
    public static HostileKind Content(string member, Func<byte[]> content, params string[] findings) =>
        new(() => Members().With(member, content()).Tar().End(), findings);

    /// <summary>A real archive with one member's text replaced.</summary>
    public static HostileKind Text(string member, string text, params string[] findings) =>
        Content(member, () => Encoding.UTF8.GetBytes(text), findings);

    /// <summary>A tar that has all of a real archive, then a member whose content is made up while it is read.</summary>
    public static HostileKind Endless(string member, long size, byte[] pattern, params string[] findings) => new(
        () =>
        {
            byte[] start = new TarBuilder().Raw(RealTar).Add(member, size: size).Unfinished();
            return new SyntheticStream(start, pattern, start.Length + size + (-size & 511) + 1024);
        },
        findings);

    public static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
