using System.Management.Automation;
using CheckpointTools.Completion;
using CheckpointTools.Podman;
using CheckpointTools.Restore;

namespace CheckpointTools.Commands;

/// <summary>What planning and importing share: the options of a restore, one for each flag of <c>podman container restore</c>.</summary>
public abstract class RestoreCommand : ArchiveCommand
{
    private const string MemoryVariable = "CheckpointToolsHostMemory";

    /// <summary>The restored container's name; it gets a new id too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The pod to restore into, by name or id.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PodCompleter))]
    [ValidateNotNullOrEmpty]
    public string Pod { get; set; } = "";

    /// <summary>Ports to publish instead of those of the archive, as podman's --publish takes them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PublishPort { get; set; } = [];

    /// <summary>Leaves the content of named volumes alone.</summary>
    [Parameter]
    public SwitchParameter IgnoreVolume { get; set; }

    /// <summary>Leaves out the changes of the root file system.</summary>
    [Parameter]
    public SwitchParameter IgnoreRootFileSystem { get; set; }

    /// <summary>Does not insist on a static IP address.</summary>
    [Parameter]
    public SwitchParameter IgnoreStaticIPAddress { get; set; }

    /// <summary>Does not insist on a static MAC address.</summary>
    [Parameter]
    public SwitchParameter IgnoreStaticMacAddress { get; set; }

    /// <summary>Restores established TCP connections.</summary>
    [Parameter]
    public SwitchParameter TcpEstablished { get; set; }

    /// <summary>Closes TCP connections instead; Podman 5.7 and later.</summary>
    [Parameter]
    public SwitchParameter TcpClose { get; set; }

    /// <summary>Restores file locks.</summary>
    [Parameter]
    public SwitchParameter FileLock { get; set; }

    /// <summary>Keeps CRIU's files and logs.</summary>
    [Parameter]
    public SwitchParameter Keep { get; set; }

    /// <summary>The archive of the pre-checkpoint that the checkpoint builds on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PreviousPath { get; set; } = "";

    /// <summary>The OCI runtime, by name or path.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RuntimeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Runtime { get; set; } = "";

    /// <summary>A podman connection's name, or a URL.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Connection { get; set; } = "";

    /// <summary>The folder to stage archives in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string StagingPath { get; set; } = "";

    /// <summary>Takes a container that is there already for a success.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Restores an archive although what it asks of the host is of high risk.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What earlier pipelines of this session found out about the local Podman.</summary>
    /// <remarks>It lies in a variable of the module, and goes with it.</remarks>
    protected HostMemory Memory
    {
        get
        {
            PSVariableIntrinsics? variables = MyInvocation.MyCommand.Module?.SessionState?.PSVariable;
            if (variables?.GetValue(MemoryVariable) is HostMemory memory)
                return memory;
            memory = new HostMemory();
            variables?.Set(MemoryVariable, memory);
            return memory;
        }
    }

    /// <summary>The options as the engine takes them: those of a piped plan, and over them those named on the command line.</summary>
    /// <param name="basis">The plan's options; the defaults where there is no plan.</param>
    /// <returns>The options.</returns>
    protected RestoreOptions Options(RestoreOptions basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return new RestoreOptions
        {
            Name = Given(nameof(Name), Name, basis.Name),
            Pod = Given(nameof(Pod), Pod, basis.Pod),
            PublishPort = Given(nameof(PublishPort), PublishPort, basis.PublishPort),
            IgnoreVolume = Given(nameof(IgnoreVolume), IgnoreVolume.IsPresent, basis.IgnoreVolume),
            IgnoreRootFileSystem = Given(nameof(IgnoreRootFileSystem), IgnoreRootFileSystem.IsPresent, basis.IgnoreRootFileSystem),
            IgnoreStaticIPAddress = Given(nameof(IgnoreStaticIPAddress), IgnoreStaticIPAddress.IsPresent, basis.IgnoreStaticIPAddress),
            IgnoreStaticMacAddress = Given(nameof(IgnoreStaticMacAddress), IgnoreStaticMacAddress.IsPresent, basis.IgnoreStaticMacAddress),
            TcpEstablished = Given(nameof(TcpEstablished), TcpEstablished.IsPresent, basis.TcpEstablished),
            TcpClose = Given(nameof(TcpClose), TcpClose.IsPresent, basis.TcpClose),
            FileLock = Given(nameof(FileLock), FileLock.IsPresent, basis.FileLock),
            Keep = Given(nameof(Keep), Keep.IsPresent, basis.Keep),
            PreviousPath = Given(nameof(PreviousPath), FullPath(PreviousPath), basis.PreviousPath),
            Runtime = Given(nameof(Runtime), Runtime, basis.Runtime),
            Connection = Given(nameof(Connection), Connection, basis.Connection),
            StagingPath = Given(nameof(StagingPath), FullPath(StagingPath), basis.StagingPath),
            SkipExisting = Given(nameof(SkipExisting), SkipExisting.IsPresent, basis.SkipExisting),
            Force = Given(nameof(Force), Force.IsPresent, basis.Force),
        };
    }

    /// <summary>Passes on what podman was asked and warned of.</summary>
    /// <param name="session">The session.</param>
    protected void WriteMessages(RestoreSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (StopToken.IsCancellationRequested)
            return; // a stopped pipeline takes no more
        foreach ((bool isWarning, string text) in session.TakeMessages())
        {
            if (isWarning)
                WriteWarning(text);
            else
                WriteVerbose(text);
        }
    }

    private T Given<T>(string parameter, T value, T otherwise) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value : otherwise;

    private string FullPath(string path) => path.Length == 0 ? "" : GetUnresolvedProviderPathFromPSPath(path);
}
