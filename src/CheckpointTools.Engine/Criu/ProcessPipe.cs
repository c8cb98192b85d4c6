using System.Globalization;

namespace CheckpointTools;

/// <summary>An end of a pipe or named pipe that a process holds open (<c>pipe_entry</c>, <c>fifo_entry</c> of files.img).</summary>
/// <param name="Fd">The file descriptor (<c>fd</c>).</param>
/// <param name="PipeId">
/// The pipe's number, its inode on the host that was checkpointed (<c>pipe_id</c>): ends with the same number belong
/// together.
/// </param>
/// <param name="Access">What the end is for: <c>Read</c>, <c>Write</c> or <c>ReadWrite</c>; null where CRIU does not say.</param>
/// <param name="Path">A named pipe's path; null for others.</param>
public sealed record ProcessPipe(int Fd, long PipeId, string? Access, string? Path)
{
    /// <summary>A named pipe's path, or what <c>/proc/PID/fd</c> shows of others.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Path ?? string.Create(CultureInfo.InvariantCulture, $"pipe:[{PipeId}]");
}
