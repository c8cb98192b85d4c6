namespace CheckpointTools.Criu;

/// <summary>A process of pstree.img.</summary>
internal sealed record ProcessRecord(int Pid, int ParentPid, int ProcessGroup, int Session, IReadOnlyList<int> Threads);
