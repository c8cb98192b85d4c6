namespace CheckpointTools.Criu;

/// <summary>A process's place in the tree.</summary>
internal sealed record ProcessNode(ProcessRecord Process, int Depth, IReadOnlyList<int> Children);
