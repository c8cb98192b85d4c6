using System.Text.RegularExpressions;

namespace CheckpointTools.Restore;

/// <summary>The name of an image in its one full form, as containers/image's <c>reference</c> package makes it.</summary>
/// <param name="Domain">The registry, such as <c>docker.io</c> or <c>localhost</c>.</param>
/// <param name="Path">The repository on it.</param>
/// <param name="Tag">The tag; <c>latest</c> where neither tag nor digest was given, empty beside a digest, which Podman prefers.</param>
/// <param name="Digest">The digest; empty for none.</param>
internal sealed partial record ImageReference(string Domain, string Path, string Tag, string Digest)
{
    // Podman reads a name with such a beginning as something to copy from, most of them files of the host.
    private static readonly string[] Transports =
    [
        "containers-storage", "dir", "docker", "docker-archive", "docker-daemon", "oci", "oci-archive", "ostree", "sif", "tarball",
    ];

    /// <summary>Whether it can never come from a registry: <c>localhost</c> is what Podman puts before images that were built here.</summary>
    internal bool IsLocal => Domain == "localhost";

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name, any text.</param>
    /// <returns>Null where it is none: empty, an image id, a transport's, or not of the grammar.</returns>
    internal static ImageReference? Parse(string name)
    {
        if (name.Length is 0 or > 512 || IsId(name) || Transports.Any(transport => name.StartsWith(transport + ":", StringComparison.Ordinal)))
            return null;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : name[..slash];
        bool hasDomain = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal)
            || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        string domain = hasDomain ? first : "docker.io";
        Match match = Remainder().Match(hasDomain ? name[(slash + 1)..] : name);
        if (!match.Success || !DomainName().IsMatch(domain))
            return null;
        if (domain == "index.docker.io")
            domain = "docker.io";
        string path = match.Groups["path"].Value;
        if (domain == "docker.io" && !path.Contains('/', StringComparison.Ordinal))
            path = "library/" + path;
        string digest = match.Groups["digest"].Value;
        string tag = match.Groups["tag"].Value;
        return new ImageReference(domain, path, digest.Length > 0 ? "" : tag.Length == 0 ? "latest" : tag, digest);
    }

    /// <summary>Whether the name says no registry, so that Podman looks among the images built here first.</summary>
    internal static bool IsShort(string name) => Parse(name) is { } full && !name.StartsWith(full.Domain + "/", StringComparison.Ordinal)
        && !name.StartsWith("index.docker.io/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Domain}/{Path}{(Tag.Length > 0 ? ":" + Tag : "")}{(Digest.Length > 0 ? "@" + Digest : "")}";

    private static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    [GeneratedRegex(@"^(?<path>[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Remainder();

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex DomainName();
}
