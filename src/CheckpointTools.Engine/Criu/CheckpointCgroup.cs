namespace CheckpointTools;

/// <summary>A cgroup that processes of the checkpoint are in (<c>cg_set_entry</c> of cgroup.img).</summary>
/// <param name="Set">
/// The number of the set of cgroups, one for each hierarchy, that a process is in (<c>id</c>;
/// <see cref="CheckpointProcess.CgroupSet"/>).
/// </param>
/// <param name="Controller">
/// The hierarchy's controllers or name (<c>name</c>); empty for that of cgroup v2, which has all.
/// </param>
/// <param name="Path">The cgroup's path in the hierarchy (<c>path</c>).</param>
public sealed record CheckpointCgroup(long Set, string Controller, string Path)
{
    /// <summary>The cgroup in a line, as <c>/proc/PID/cgroup</c> shows it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Controller}:{Path}";
}
