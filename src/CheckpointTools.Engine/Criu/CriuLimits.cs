namespace CheckpointTools.Criu;

/// <summary>
/// The ceilings under which CRIU's images are read. An image is untrusted input: whatever it claims about itself is
/// measured against these before memory is spent on it. The defaults fit containers far larger than any seen.
/// </summary>
public sealed record CriuLimits
{
    /// <summary>The limits that apply when nothing else is asked for.</summary>
    public static CriuLimits Default { get; } = new();

    /// <summary>The longest protobuf message read, in bytes; 16 MiB unless set. A longer one is <c>CriuMessageTooLarge</c>.</summary>
    public int MaxMessageLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest argument list read from a process's memory, in bytes; 128 KiB unless set. A longer one is cut.</summary>
    public int MaxArgumentLength { get; init; } = 128 * 1024;

    /// <summary>The longest environment read from a process's memory, in bytes; 128 KiB unless set. A longer one is cut.</summary>
    public int MaxEnvironmentLength { get; init; } = 128 * 1024;

    /// <summary>
    /// How many bytes all that is kept of one checkpoint's images may take in memory, by estimate; 64 MiB unless set.
    /// What comes after is read and checked, but not kept, and <c>CriuLimitReached</c> says so.
    /// </summary>
    public long MaxRetainedBytes { get; init; } = 64 * 1024 * 1024;
}
