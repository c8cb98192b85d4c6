namespace CheckpointTools.Criu;

/// <summary>The names of a mount's flags (<c>MS_*</c>), as <c>/proc/PID/mountinfo</c> writes them.</summary>
internal static class MountFlagNames
{
    private static readonly (uint Flag, string Name)[] Names =
    [
        (1, "ro"), (2, "nosuid"), (4, "nodev"), (8, "noexec"), (16, "sync"), (64, "mand"), (128, "dirsync"),
        (1024, "noatime"), (2048, "nodiratime"), (4096, "bind"), (16384, "rec"), (1 << 17, "unbindable"),
        (1 << 18, "private"), (1 << 19, "slave"), (1 << 20, "shared"), (1 << 21, "relatime"), (1 << 24, "strictatime"),
        (1 << 25, "lazytime"),
    ];

    /// <summary>Names the flags that are set.</summary>
    /// <param name="flags">The flags.</param>
    /// <returns>The names in the numbers' order, and in hexadecimal what has none.</returns>
    public static IReadOnlyList<string> Of(uint flags)
    {
        List<string> names = [];
        foreach ((uint flag, string name) in Names)
        {
            if ((flags & flag) != 0)
            {
                names.Add(name);
                flags &= ~flag;
            }
        }

        if (flags != 0)
        {
            names.Add("0x" + Convert.ToString(flags, 16));
        }

        return names;
    }
}
