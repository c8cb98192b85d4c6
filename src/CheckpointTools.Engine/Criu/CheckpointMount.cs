namespace CheckpointTools;

/// <summary>A mount of a checkpointed container (<c>mnt_entry</c> of mountpoints-N.img).</summary>
public sealed record CheckpointMount
{
    /// <summary>Where it is mounted, seen from within the container (<c>mountpoint</c>).</summary>
    public string Destination { get; init; } = "";

    /// <summary>
    /// The file system's type, such as <c>overlay</c> or <c>tmpfs</c> (<c>fsname</c>, <c>fstype</c>); empty where CRIU
    /// does not know it.
    /// </summary>
    public string Type { get; init; } = "";

    /// <summary>What is mounted: a device or a name that the file system chose (<c>source</c>).</summary>
    public string Source { get; init; } = "";

    /// <summary>The folder within the file system that is mounted (<c>root</c>).</summary>
    public string Root { get; init; } = "";

    /// <summary>The file system's own options (<c>options</c>).</summary>
    public string Options { get; init; } = "";

    /// <summary>The mount's flags, such as <c>ro</c> or <c>nosuid</c> (<c>flags</c>).</summary>
    public IReadOnlyList<string> Flags { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether the mount or its file system is read-only (<c>flags</c>, <c>sb_flags</c>).</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// Whether it comes from outside the container: whoever restores must bring it (<c>ext_mount</c>, <c>ext_key</c>).
    /// </summary>
    public bool External { get; init; }

    /// <summary>By what name whoever restores is asked for it (<c>ext_key</c>); null when it is not external.</summary>
    public string? ExternalKey { get; init; }

    /// <summary>The number of the device that the file system is on (<c>root_dev</c>): mounts of one file system have one.</summary>
    internal long Device { get; init; }

    /// <summary>The mount's number (<c>mnt_id</c>).</summary>
    public long MountId { get; init; }

    /// <summary>The number of the mount it hangs in (<c>parent_mnt_id</c>).</summary>
    public long ParentMountId { get; init; }

    /// <summary>The mount namespace's number (the image's name; <see cref="ProcessNamespaces.Mount"/>).</summary>
    public long Namespace { get; init; }

    /// <summary>Where it is mounted, which is what a list of mounts shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Destination;
}
