namespace CheckpointTools.Inspection.Nested;

/// <summary>Where a tar within the archive is unpacked.</summary>
internal enum NestedTarPlace
{
    /// <summary>Into the container's root file system, by Podman.</summary>
    Root,

    /// <summary>Into a named volume or the container's shared memory, by Podman.</summary>
    Volume,

    /// <summary>Into a tmpfs of the container's own, by CRIU with GNU tar; <c>/dev</c> is one.</summary>
    Tmpfs,
}
