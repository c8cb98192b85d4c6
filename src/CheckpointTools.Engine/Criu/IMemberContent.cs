namespace CheckpointTools.Criu;

/// <summary>
/// The content of an archive's member, where the stream that gives it can pass over bytes more cheaply than by handing
/// them out.
/// </summary>
public interface IMemberContent
{
    /// <summary>Passes over the next bytes of the content.</summary>
    /// <param name="count">How many; never more than the member has left.</param>
    void Skip(long count);
}
