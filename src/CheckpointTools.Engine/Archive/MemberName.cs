namespace CheckpointTools.Archive;

/// <summary>Rules of member names. Podman cleans a name before it uses it, so several names can mean one file.</summary>
internal static class MemberName
{
    /// <summary>The name that Podman would use: as Go's <c>filepath.Clean</c> gives it, without a slash at either end.</summary>
    /// <param name="name">A name as it stands in an archive.</param>
    /// <returns>The cleaned name; empty for the archive's own root.</returns>
    internal static string Clean(string name)
    {
        if (!NeedsCleaning(name))
            return name;
        bool rooted = name.StartsWith('/');
        var parts = new List<string>();
        foreach (string part in name.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (!rooted)
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>Whether the name, followed as a path, would leave the folder that the archive is unpacked in.</summary>
    /// <param name="name">A name as it stands in an archive.</param>
    /// <returns>True for an absolute name and one that climbs out.</returns>
    internal static bool Leaves(string name) =>
        name.StartsWith('/') || Clean(name) is ".." || Clean(name).StartsWith("../", StringComparison.Ordinal);

    /// <summary>
    /// Whether the name goes to the folder above anywhere. Of a path that is not yet unpacked nobody knows whether there are
    /// links on the way, and then the folder above is another.
    /// </summary>
    /// <param name="name">A name or a path.</param>
    /// <returns>True where a part is <c>..</c>.</returns>
    internal static bool Climbs(string name) => name.Contains("..", StringComparison.Ordinal) && name.Split('/').Contains("..");

    /// <summary>Whether the name climbs or stutters though it needs not: only a leading <c>./</c> and a trailing slash are common.</summary>
    /// <param name="name">A name as it stands in an archive.</param>
    /// <returns>True where an honest writer would have written another name.</returns>
    internal static bool IsDisguised(string name)
    {
        string plain = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return plain.TrimEnd('/') != Clean(name);
    }

    /// <summary>Whether the name holds control characters, which no writer puts there and a terminal would obey.</summary>
    /// <param name="name">A name as it stands in an archive.</param>
    /// <returns>True where it does.</returns>
    internal static bool HasControlCharacters(string name) => name.Any(TerminalText.IsUnsafe);

    private static bool NeedsCleaning(string name) =>
        name.Length == 0 || name[0] is '/' or '.' || name[^1] is '/' or '.'
        || name.Contains("//", StringComparison.Ordinal) || name.Contains("/.", StringComparison.Ordinal);
}
