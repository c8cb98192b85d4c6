namespace CheckpointTools;

/// <summary>A file descriptor of a process (<c>fdinfo_entry</c> of fdinfo-N.img) and the open file behind it (files.img).</summary>
public sealed record ProcessOpenFile
{
    /// <summary>The descriptor's number (<c>fd</c>).</summary>
    public int Fd { get; init; }

    /// <summary>
    /// What it is, in CRIU's words: <c>REG</c>, <c>PIPE</c>, <c>FIFO</c>, <c>INETSK</c>, <c>UNIXSK</c>, <c>EVENTFD</c>,
    /// <c>EVENTPOLL</c>, <c>INOTIFY</c>, <c>SIGNALFD</c>, <c>PACKETSK</c>, <c>TTY</c>, <c>FANOTIFY</c>,
    /// <c>NETLINKSK</c>, <c>NS</c>, <c>TUNF</c>, <c>EXT</c>, <c>TIMERFD</c>, <c>MEMFD</c>, <c>BPFMAP</c> or
    /// <c>PIDFD</c> (<c>fd_types</c>); a later CRIU's types by their number.
    /// </summary>
    public string Type { get; init; } = "";

    /// <summary>
    /// The path of a file; for what has none, what <c>/proc/PID/fd</c> shows, such as <c>pipe:[4711]</c> or
    /// <c>anon_inode:[eventpoll]</c>; null where files.img has no entry for it.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>How it may be used: <c>Read</c>, <c>Write</c> or <c>ReadWrite</c>; null where CRIU does not say.</summary>
    public string? Access { get; init; }

    /// <summary>The other flags of <c>open(2)</c>, such as <c>O_APPEND|O_NONBLOCK</c> (<c>flags</c>).</summary>
    public string Flags { get; init; } = "";

    /// <summary>Where in a regular file it reads or writes next, in bytes (<c>pos</c>); null for other types.</summary>
    public long? Position { get; init; }

    /// <summary>Whether <c>exec(2)</c> closes it (<c>FD_CLOEXEC</c>).</summary>
    public bool CloseOnExec { get; init; }

    /// <summary>
    /// CRIU's number of the open file (<c>id</c>): descriptors with the same number share the position and the flags.
    /// </summary>
    public long FileId { get; init; }

    /// <summary>The path, as <see cref="CheckpointProcess.FileNames"/> has it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Path ?? Type;
}
