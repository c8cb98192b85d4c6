namespace CheckpointTools.Restore;

/// <summary>
/// A named pipe that podman is given for an archive. Podman opens the archive several times: to see the runtime, to see
/// the configuration, to unpack. It is given config.dump and spec.dump alone each time but the last, and then the archive
/// itself, while that is still being read.
/// </summary>
/// <remarks>
/// Each opening has a pipe of its own, put in the place of the one before as soon as that one was opened. Were it one
/// pipe, the next opening's bytes could end up with a reader who has not yet noticed the end.
/// </remarks>
internal sealed class FeedingPipe : IDisposable
{
    private const string NextName = "next";

    private readonly string _folder;
    private readonly Task<FileStream> _contents;
    private volatile bool _abandoned;

    /// <summary>Makes the pipe, and begins to wait for podman.</summary>
    /// <param name="folder">A private folder.</param>
    /// <param name="name">The pipe's name in it.</param>
    /// <param name="head">A tar of config.dump and spec.dump.</param>
    /// <param name="openings">How often this version of Podman opens an archive.</param>
    internal FeedingPipe(string folder, string name, byte[] head, int openings)
    {
        _folder = folder;
        PipePath = Path.Combine(folder, name);
        NamedPipe.Create(PipePath);
        _contents = Task.Factory.StartNew(() => Serve(head, openings), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The path to give to podman.</summary>
    internal string PipePath { get; }

    /// <summary>Waits until podman opens the archive for its contents.</summary>
    /// <param name="podman">podman's run; once it is over, nobody opens anything.</param>
    /// <returns>The stream to write the archive to; null where podman ended before.</returns>
    internal async Task<FileStream?> OpenContentsAsync(Task podman)
    {
        await Task.WhenAny(_contents, podman).ConfigureAwait(false);
        if (!_contents.IsCompleted)
            Abandon();
        FileStream stream = await _contents.ConfigureAwait(false);
        if (!_abandoned)
            return stream;
        await stream.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_contents.IsCompleted)
            Abandon();
        try
        {
            _contents.GetAwaiter().GetResult().Dispose();
        }
        catch (IOException)
        {
            // podman went away while it was being served; its own answer says why.
        }
    }

    private FileStream Serve(byte[] head, int openings)
    {
        for (int i = 1; ; i++)
        {
            FileStream stream = NamedPipe.OpenForWriting(PipePath);
            if (i == openings || _abandoned)
            {
                // One more opening than expected shall fail, not wait for ever.
                File.Delete(PipePath);
                return stream;
            }

            string next = Path.Combine(_folder, NextName);
            NamedPipe.Create(next);
            File.Move(next, PipePath, overwrite: true);
            using (stream)
                stream.Write(head);
        }
    }

    private void Abandon()
    {
        _abandoned = true;
        // The server may be between two openings, and wait at the next pipe only later.
        while (!_contents.IsCompleted)
        {
            NamedPipe.Release(PipePath);
            Thread.Sleep(1);
        }
    }
}
