namespace CheckpointTools.Criu;

/// <summary>A part of a pages image that is wanted.</summary>
/// <param name="Position">Where it begins in the pages image, in bytes.</param>
/// <param name="Target">Where its bytes belong among those that are wanted.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct PagesSlice(long Position, int Target, int Length);
