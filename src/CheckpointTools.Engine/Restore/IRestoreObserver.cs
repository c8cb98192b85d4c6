namespace CheckpointTools.Restore;

/// <summary>Is told what a restore is doing, on the thread that restores.</summary>
public interface IRestoreObserver : IProgress<long>
{
    /// <summary>A new phase begins.</summary>
    /// <param name="activity">What is being done, such as <c>Staging</c>.</param>
    void BeginPhase(string activity);

    /// <summary>Something that only a curious admin wants to read.</summary>
    /// <param name="message">A sentence.</param>
    void WriteVerbose(string message);
}
