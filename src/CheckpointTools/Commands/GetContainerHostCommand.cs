using System.Management.Automation;
using CheckpointTools.Completion;
using CheckpointTools.Errors;
using CheckpointTools.Podman;

namespace CheckpointTools.Commands;

/// <summary>
/// <c>Get-ContainerHost</c>: the facts of container hosts that restores depend on, to look at, to compare, and to plan
/// against later or elsewhere. Changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ContainerHost")]
[OutputType(typeof(ContainerHost))]
public sealed class GetContainerHostCommand : PSCmdlet, IDisposable
{
    // Each host is asked by some seven processes at once; most of their time they wait for the other side.
    private const int HostsAtOnce = 8;

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Podman connections by name, or URLs such as <c>ssh://root@web1/run/podman/podman.sock</c>; empty for the local Podman.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] Connection { get; set; } = [""];

    /// <summary>
    /// OCI runtimes to ask besides the default one, by name or path. Archives name the one that they need, and a plan
    /// against these facts knows of no others.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RuntimeCompleter))]
    [ValidateNotNull]
    public string[] Runtime { get; set; } = ["crun", "runc"];

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string[] connections in Connection.Chunk(HostsAtOnce))
        {
            List<(PodmanCommand Podman, Task<ContainerHost> Host)> reading = [.. connections.Select(Start)];
            try
            {
                foreach ((PodmanCommand podman, Task<ContainerHost> host) in reading)
                    Finish(podman, host);
            }
            finally
            {
                // Where one ended the pipeline, the others are stopped, and none outlives the cmdlet.
                if (reading.Any(static one => !one.Host.IsCompleted))
                    _stopping.Cancel();
                Task.WhenAll(reading.Select(static one => one.Host)).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    private (PodmanCommand Podman, Task<ContainerHost> Host) Start(string connection)
    {
        var podman = new PodmanCommand(new ProgramRunner(), connection);
        return (podman, new PodmanHostReader(podman).ReadAsync(HostFact.All, Runtime, _stopping.Token));
    }

    private void Finish(PodmanCommand podman, Task<ContainerHost> reading)
    {
        try
        {
            ContainerHost host = reading.GetAwaiter().GetResult();
            WriteMessages(podman);
            WriteObject(host);
        }
        catch (CheckpointToolsException exception)
        {
            WriteMessages(podman);
            ErrorRecord record = ErrorRecords.From(exception, podman.Connection.Length > 0 ? podman.Connection : "localhost");
            if (exception.ErrorId == "PodmanMissing")
                ThrowTerminatingError(record);
            WriteError(record);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void WriteMessages(PodmanCommand podman)
    {
        foreach (PodmanMessage message in podman.TakeMessages())
        {
            if (message.IsWarning)
                WriteWarning(message.Text);
            else
                WriteVerbose(message.Text);
        }
    }
}
