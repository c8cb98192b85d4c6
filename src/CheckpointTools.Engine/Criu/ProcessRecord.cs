namespace CheckpointTools.Criu;

/// <summary>A process of pstree.img. The first of its threads is the process itself.</summary>
internal sealed record ProcessRecord(int Pid, int ParentPid, int ProcessGroup, int Session, IReadOnlyList<int> Threads);
