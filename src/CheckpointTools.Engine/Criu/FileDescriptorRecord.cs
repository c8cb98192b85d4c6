namespace CheckpointTools.Criu;

/// <summary>A file descriptor of fdinfo-N.img.</summary>
internal readonly record struct FileDescriptorRecord(int Fd, uint Type, uint FileId, bool CloseOnExec);
