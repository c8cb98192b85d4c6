namespace CheckpointTools.Archive;

/// <summary>The compressions that Podman's import accepts around a checkpoint archive.</summary>
public enum CompressionFormat
{
    /// <summary>No compression: a plain tar.</summary>
    None,

    /// <summary>gzip, RFC 1952; several members may follow one another.</summary>
    Gzip,

    /// <summary>Zstandard, RFC 8878; several frames, skippable ones included, may follow one another.</summary>
    Zstd,

    /// <summary>bzip2; several streams may follow one another.</summary>
    Bzip2,

    /// <summary>xz; several streams and stream padding may follow one another.</summary>
    Xz,
}
