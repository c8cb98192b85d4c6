namespace CheckpointTools.Archive;

/// <summary>What a member of a tar is.</summary>
public enum TarMemberType
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A hard link to another member.</summary>
    HardLink,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A PAX header that speaks of all members behind it. Podman passes over it.</summary>
    GlobalHeader,

    /// <summary>A file with holes, in one of GNU's forms.</summary>
    Sparse,

    /// <summary>A type that no tar standard names.</summary>
    Unknown,
}
