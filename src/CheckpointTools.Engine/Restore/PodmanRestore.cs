using System.Diagnostics;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore;

/// <summary>One run of <c>podman container restore</c> with an archive that is verified before, or while, Podman gets it.</summary>
/// <param name="podman">The podman command.</param>
/// <param name="plan">The plan.</param>
/// <param name="host">The facts that the plan was made with.</param>
/// <param name="folder">A private folder for what is needed on the way.</param>
internal sealed class PodmanRestore(PodmanCommand podman, RestorePlan plan, ContainerHost host, StagingFolder folder)
{
    private const string ArchiveName = "checkpoint.tar";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How the archive reached Podman.</summary>
    internal string Way { get; private set; } = "";

    /// <summary>How long verifying and staging took.</summary>
    internal TimeSpan StageTime { get; private set; }

    /// <summary>How long podman ran.</summary>
    internal TimeSpan RunTime { get; private set; }

    /// <summary>The arguments that podman was run with; none where it never was, and the host is untouched.</summary>
    internal IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Runs it.</summary>
    /// <param name="mayFeed">Whether podman may be given a pipe.</param>
    /// <param name="observer">Is told what happens, on the calling thread.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How podman ended; null where it ended before it took the archive from a pipe, and should be given a file.</returns>
    /// <exception cref="CheckpointToolsException">The archive may not be restored, or podman could not be run.</exception>
    internal ProgramResult? Run(bool mayFeed, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        (Way, int openings) = ArchiveTransfer.Choose(plan, host);
        if (Way == ArchiveTransfer.Fed && mayFeed)
            return Feed(openings, observer, cancellationToken);

        long started = Stopwatch.GetTimestamp();
        Way = ArchiveTransfer.Staged;
        string archive = Stage(observer, cancellationToken);
        StageTime = Stopwatch.GetElapsedTime(started);
        observer.BeginPhase("Restoring");
        return Finish(archive, cancellationToken);
    }

    /// <summary>
    /// Runs podman to its end. Where the pipeline is stopped meanwhile, podman is left some time to come to an end of
    /// its own: ended in the middle, it takes nothing back, and CRIU goes on without it.
    /// </summary>
    private ProgramResult Finish(string archive, CancellationToken cancellationToken)
    {
        using var stopping = new CancellationTokenSource();
        using CancellationTokenRegistration registration = cancellationToken.Register(() => stopping.CancelAfter(Grace));
        ProgramResult result = Wait(RunPodman(archive, stopping.Token));
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private string Stage(IRestoreObserver observer, CancellationToken cancellationToken)
    {
        observer.BeginPhase("Staging");
        observer.WriteVerbose($"Staging in {folder.FolderPath}.");
        using FileStream staged = folder.CreateFile(ArchiveName, plan.Manifest!.ArchiveSize);
        try
        {
            ArchiveStaging.Stage(plan, staged, Approve, new ScanOptions { Progress = observer }, cancellationToken);
        }
        catch (IOException exception)
        {
            // .NET says of a full disk no more than its text; what is written says which side failed.
            throw folder.WriteFailed(staged.Length, exception);
        }

        return folder.PathOf(ArchiveName);
    }

    private ProgramResult? Feed(int openings, IRestoreObserver observer, CancellationToken cancellationToken)
    {
        observer.BeginPhase("Restoring");
        observer.WriteVerbose("Feeding the archive to podman while it is verified.");
        using var stopping = new CancellationTokenSource();
        using var pipe = new FeedingPipe(folder.FolderPath, ArchiveName, ArchiveStaging.Head(plan), openings);
        Task<ProgramResult> run = RunPodman(pipe.PipePath, stopping.Token);
        try
        {
            long started = Stopwatch.GetTimestamp();
            using FileStream? contents = Wait(pipe.OpenContentsAsync(run));
            if (contents is null)
                return Wait(run).ExitCode == 0 ? Wait(run) : null;
            try
            {
                ArchiveStaging.Stage(plan, contents, Approve, new ScanOptions { Progress = observer }, cancellationToken);
            }
            catch (IOException) when (Wait(Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None))) == run)
            {
                // podman went away; what it said is better than that the pipe broke.
                return Wait(run);
            }
            catch
            {
                // A tar may end after any member: closed here, it might look complete. This it cannot read, and ends.
                Spoil(contents);
                throw;
            }

            StageTime = Stopwatch.GetElapsedTime(started);
            contents.Dispose(); // podman goes on at the end of the pipe
            using CancellationTokenRegistration registration = cancellationToken.Register(() => stopping.CancelAfter(Grace));
            ProgramResult result = Wait(run);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch
        {
            // It ends of itself, and cleaner than if it were ended: what it cannot read, it refuses.
            stopping.CancelAfter(Grace);
            Settle(run);
            throw;
        }
    }

    private static void Spoil(FileStream contents)
    {
        byte[] block = new byte[TarHeader.BlockSize];
        block.AsSpan().Fill(0xFF);
        try
        {
            contents.Write(block);
        }
        catch (IOException)
        {
            // podman is gone already.
        }
    }

    private async Task<ProgramResult> RunPodman(string archive, CancellationToken cancellationToken)
    {
        Arguments = [.. plan.Arguments, archive];
        var environment = new Dictionary<string, string>();
        if (!host.IsRemote)
            environment["TMPDIR"] = folder.FolderPath; // so that what a killed podman leaves is swept with it
        long started = Stopwatch.GetTimestamp();
        try
        {
            return await podman.TryAsync(Arguments, environment, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            RunTime = Stopwatch.GetElapsedTime(started);
        }
    }

    // Some rules can speak only once all of the archive was read: what it builds on, and how much room it needs.
    private void Approve(CheckpointManifest verified)
    {
        RestorePlan again = RestorePlanner.Plan(verified, host, plan.Options);
        if (!again.Ready)
            throw new PlanRefusedException(again);
    }

    private static void Settle(Task run)
    {
        try
        {
            run.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is OperationCanceledException or CheckpointToolsException)
        {
            // It was ended on purpose.
        }
    }

    // The pipeline's thread waits: progress and prompts belong to it.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
