namespace CheckpointTools.Criu;

/// <summary>What an open file is found by: CRIU looks for the type and the number together.</summary>
internal readonly record struct FileKey(uint Type, uint Id)
{
    /// <summary>The type of regular files, and of everything else that has a path (<c>REG</c>).</summary>
    public const uint Regular = 1;

    /// <summary>The type of memory that is a file (<c>MEMFD</c>), which a program may run from.</summary>
    public const uint Memory = 18;

    /// <summary>The highest type that files.img has; those above stand for what CRIU opens anew.</summary>
    public const uint LastStored = 65533;
}
