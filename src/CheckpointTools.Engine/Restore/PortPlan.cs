using CheckpointTools.Ports;

namespace CheckpointTools.Restore;

/// <summary>The ports that the restored container is to publish.</summary>
/// <param name="Ports">The mappings; none where they could not be read.</param>
/// <param name="Invalid">What is wrong with mappings that could not be read.</param>
/// <param name="Conflict">Which of them collide.</param>
internal sealed record PortPlan(IReadOnlyList<PortMapping> Ports, IReadOnlyList<CheckpointToolsException> Invalid, CheckpointToolsException? Conflict)
{
    /// <summary>Takes those that were asked for, joined as Podman joins them; else those of the archive, as they are.</summary>
    internal static PortPlan Make(RestoreRequest request)
    {
        List<CheckpointToolsException> invalid = [];
        List<PortMapping> wanted = [];
        if (request.Options.PublishPort.Count > 0)
        {
            foreach (string option in request.Options.PublishPort)
                Try(() => wanted.Add(PublishOption.Parse(option)), invalid, $"-PublishPort {option}: ");
        }
        else if (request.Config.PortsInOldForm)
        {
            Try(() => wanted.AddRange(OcicniPortMapping.ToPortMappings(request.Config.PortMappings.Select(
                static port => new OcicniPortMapping(port.HostPort, port.ContainerPort, port.Protocol, port.HostIp)))), invalid, "");
        }
        else
        {
            wanted.AddRange(request.Config.PortMappings);
        }
        if (invalid.Count > 0)
            return new PortPlan([], invalid, null);

        IReadOnlyList<PortMapping> merged = [];
        Try(() => merged = PortMerging.Merge(wanted), invalid, "");
        if (invalid is [{ ErrorId: PortErrorId.PortConflict } conflict])
            return new PortPlan([], [], conflict);
        return new PortPlan(invalid.Count > 0 ? [] : request.Options.PublishPort.Count > 0 ? merged : wanted, invalid, null);
    }

    private static void Try(Action action, List<CheckpointToolsException> failures, string prefix)
    {
        try
        {
            action();
        }
        catch (CheckpointToolsException exception)
        {
            failures.Add(prefix.Length == 0
                ? exception
                : new CheckpointToolsException(exception.ErrorId, prefix + exception.Message, exception.RecommendedAction));
        }
    }
}
