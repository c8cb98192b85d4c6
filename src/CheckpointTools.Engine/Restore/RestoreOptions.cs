namespace CheckpointTools;

/// <summary>What a restore was asked for: one property for each flag of <c>podman container restore</c>, and ours.</summary>
public sealed record RestoreOptions
{
    /// <summary><c>--name</c>: the restored container's name, which also gives it a new id; empty keeps both.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>--pod</c>: the pod to restore into, by name or id; empty for none.</summary>
    public string Pod { get; init; } = "";

    /// <summary><c>--publish</c>: ports to publish instead of those of the archive.</summary>
    public IReadOnlyList<string> PublishPort { get; init => field = Indexable.List(value); } = [];

    /// <summary><c>--ignore-volumes</c>.</summary>
    public bool IgnoreVolume { get; init; }

    /// <summary><c>--ignore-rootfs</c>.</summary>
    public bool IgnoreRootFileSystem { get; init; }

    /// <summary><c>--ignore-static-ip</c>.</summary>
    public bool IgnoreStaticIPAddress { get; init; }

    /// <summary><c>--ignore-static-mac</c>.</summary>
    public bool IgnoreStaticMacAddress { get; init; }

    /// <summary><c>--tcp-established</c>.</summary>
    public bool TcpEstablished { get; init; }

    /// <summary><c>--tcp-close</c>, Podman 5.7 and later.</summary>
    public bool TcpClose { get; init; }

    /// <summary><c>--file-locks</c>.</summary>
    public bool FileLock { get; init; }

    /// <summary><c>--keep</c>: leaves CRIU's files and logs.</summary>
    public bool Keep { get; init; }

    /// <summary><c>--import-previous</c>: the archive of the pre-checkpoint that this one builds on.</summary>
    public string PreviousPath { get; init; } = "";

    /// <summary><c>--runtime</c> of podman itself: the OCI runtime.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>A podman connection's name or a URL; empty for the local Podman.</summary>
    public string Connection { get; init; } = "";

    /// <summary>Where a rewritten or unpacked archive may be put; empty to choose.</summary>
    public string StagingPath { get; init; } = "";

    /// <summary>Takes a container that is there already for a success.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Restores an archive although what it asks of the host is of high risk.</summary>
    public bool Force { get; init; }

    /// <summary>The options that were given, as one types them.</summary>
    /// <returns>For example <c>-Pod web -IgnoreVolume</c>.</returns>
    public override string ToString() => string.Join(' ', typeof(RestoreOptions).GetProperties()
        .Select(property => property.GetValue(this) switch
        {
            true => $"-{property.Name}",
            string { Length: > 0 } text => $"-{property.Name} {text}",
            IReadOnlyList<string> { Count: > 0 } list => $"-{property.Name} {string.Join(", ", list)}",
            _ => "",
        })
        .Where(static text => text.Length > 0));
}
