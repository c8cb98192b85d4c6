namespace CheckpointTools.Archive;

/// <summary>
/// How far an archive may go before it is refused. Archives are read as root and may be hostile; the defaults are far
/// above what Podman writes.
/// </summary>
public sealed record ArchiveLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Members of the archive itself. CRIU writes about seven for each process.</summary>
    public int Members { get; init; } = 65_536;

    /// <summary>Members of one tar within the archive: the root file system's changes, or a volume.</summary>
    public int NestedMembers { get; init; } = 10_000_000;

    /// <summary>Bytes of a member's name or link target; Linux's own PATH_MAX.</summary>
    public int NameBytes { get; init; } = 4_096;

    /// <summary>Characters of all names and link targets of an archive's members together, for these are kept.</summary>
    public int AllNames { get; init; } = 16 << 20;

    /// <summary>Bytes of one PAX or GNU extension header; Go's archive/tar has the same bound.</summary>
    public int ExtensionBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of one JSON member, such as config.dump. Podman writes about 25 KB.</summary>
    public int JsonBytes { get; init; } = 4 << 20;

    /// <summary>Depth of nesting in a JSON member. Podman's go nine levels deep.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Objects, lists and other values of one JSON member. Podman's have about a thousand.</summary>
    public int JsonValues { get; init; } = 100_000;

    /// <summary>Bytes of the dictionary that an xz stream asks for; <c>xz -9</c> asks for as many.</summary>
    public long DictionaryBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of the whole archive after decompression.</summary>
    public long DecompressedBytes { get; init; } = 1L << 40;

    /// <summary>Decompressed bytes for each compressed one, asked once <see cref="RatioFreeBytes"/> have been passed.</summary>
    public int Ratio { get; init; } = 2_000;

    /// <summary>Decompressed bytes that no ratio is asked of, since small archives of empty memory compress without bound.</summary>
    public long RatioFreeBytes { get; init; } = 4L << 30;
}
