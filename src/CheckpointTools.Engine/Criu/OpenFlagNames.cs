namespace CheckpointTools.Criu;

/// <summary>The names of the flags of <c>open(2)</c>, whose numbers differ among architectures.</summary>
internal static class OpenFlagNames
{
    private const uint AccessMode = 3;
    private const uint Arm = 2;
    private const uint Aarch64 = 3;
    private const uint Ppc64 = 4;
    private const uint Mips = 6;

    // In octal, as the kernel's headers have them: O_CREAT 0100, O_EXCL 0200, O_NOCTTY 0400, O_TRUNC 01000, …
    private static readonly (uint Flag, string Name)[] Everywhere =
    [
        (0x40, "O_CREAT"), (0x80, "O_EXCL"), (0x100, "O_NOCTTY"), (0x200, "O_TRUNC"), (0x400, "O_APPEND"),
        (0x800, "O_NONBLOCK"), (0x1000, "O_DSYNC"), (0x2000, "O_ASYNC"), (0x40000, "O_NOATIME"), (0x80000, "O_CLOEXEC"),
        (0x100000, "O_SYNC"), (0x200000, "O_PATH"), (0x400000, "O_TMPFILE"),
    ];

    private static readonly (uint Flag, string Name)[] Generic =
        [(0x4000, "O_DIRECT"), (0x8000, "O_LARGEFILE"), (0x10000, "O_DIRECTORY"), (0x20000, "O_NOFOLLOW")];

    private static readonly (uint Flag, string Name)[] ArmAndPower =
        [(0x4000, "O_DIRECTORY"), (0x8000, "O_NOFOLLOW"), (0x10000, "O_DIRECT"), (0x20000, "O_LARGEFILE")];

    /// <summary>How a file may be used.</summary>
    /// <param name="flags">The flags.</param>
    /// <returns><c>Read</c>, <c>Write</c> or <c>ReadWrite</c>.</returns>
    public static string Access(uint flags) => (flags & AccessMode) switch
    {
        0 => "Read",
        1 => "Write",
        _ => "ReadWrite",
    };

    /// <summary>Names the flags besides the access mode.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="machine">The architecture's number (<c>core_entry.march</c>); 0 when unknown.</param>
    /// <returns>The names in the numbers' order with bars between, and in octal what has none.</returns>
    public static string Of(uint flags, uint machine)
    {
        List<string> names = [];
        uint rest = flags & ~AccessMode;

        // MIPS numbers nearly all of them in its own way; a number is better than a wrong name.
        if (machine != Mips)
        {
            foreach ((uint flag, string name) in Everywhere.Concat(machine is Arm or Aarch64 or Ppc64 ? ArmAndPower : Generic))
            {
                if ((rest & flag) != 0)
                {
                    names.Add(name);
                    rest &= ~flag;
                }
            }
        }

        if (rest != 0)
        {
            names.Add("0" + Convert.ToString(rest, 8));
        }

        return string.Join('|', names);
    }
}
