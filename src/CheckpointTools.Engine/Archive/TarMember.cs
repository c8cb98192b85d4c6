namespace CheckpointTools.Archive;

/// <summary>One member of a tar, as its headers tell it.</summary>
public sealed record TarMember
{
    /// <summary>The name as it stands in the archive; PAX and GNU long names are already applied.</summary>
    public required string Name { get; init; }

    /// <summary>What the member is.</summary>
    public required TarMemberType Type { get; init; }

    /// <summary>The bytes of content that follow the headers. 0 for a type that has none, whatever its header says.</summary>
    public required long Size { get; init; }

    /// <summary>The size that the header says, which a reader that does not look at the type would believe.</summary>
    public required long ClaimedSize { get; init; }

    /// <summary>The target of a link; empty for all else.</summary>
    public required string LinkTarget { get; init; }

    /// <summary>Permission bits, with setuid (04000), setgid (02000) and sticky (01000).</summary>
    public required int Mode { get; init; }

    /// <summary>The owner's numeric id.</summary>
    public required long UserId { get; init; }

    /// <summary>The group's numeric id.</summary>
    public required long GroupId { get; init; }

    /// <summary>A device's major number; without a meaning for other types.</summary>
    public long DeviceMajor { get; init; }

    /// <summary>A device's minor number; without a meaning for other types.</summary>
    public long DeviceMinor { get; init; }

    /// <summary>When the content changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>The names of the extended attributes, from <c>SCHILY.xattr.</c> records; their values are not kept.</summary>
    public required IReadOnlyList<string> ExtendedAttributes { get; init; }

    /// <summary>Where in the tar the first header of this member starts, in bytes.</summary>
    public required long Offset { get; init; }

    /// <summary>What is odd about the headers though they can be read.</summary>
    public required IReadOnlyList<TarOddity> Oddities { get; init; }
}
