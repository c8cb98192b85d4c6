namespace CheckpointTools.Archive;

/// <summary>Ways in which headers can be read, but not by every reader in the same way.</summary>
public enum TarOddity
{
    /// <summary>A key occurs twice in one PAX header, with different values.</summary>
    PaxRecordsContradict,

    /// <summary>Both a PAX and a GNU extension give the name or the link target.</summary>
    ExtensionsContradict,

    /// <summary>A global PAX header sets a name, a size or a link target. Podman ignores it, other readers do not.</summary>
    GlobalHeaderOverrides,

    /// <summary>A member of a type without content claims a size. Readers disagree on whether content follows.</summary>
    SizeWithoutContent,

    /// <summary>A member that is no file has records of a file with holes, which name it otherwise for some readers.</summary>
    SparseRecords,

    /// <summary>The name or the link target is not UTF-8.</summary>
    NameNotUtf8,
}
