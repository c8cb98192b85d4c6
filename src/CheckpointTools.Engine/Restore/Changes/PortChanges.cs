using System.Text.Json.Nodes;

namespace CheckpointTools.Restore.Changes;

/// <summary>
/// Published ports: replaced by -PublishPort; or moved from Podman 3's field to the one that Podman 4 and later read.
/// </summary>
/// <remarks>
/// Podman 4 and 5 turn <c>portMappings</c> into <c>newPortMappings</c> only when they read a container from a BoltDB database
/// (<c>boltdb_state_internal.go</c>); neither an import nor the SQLite database does (v5.4.2, 5.8.2 and 6.0-dev, read in the
/// source; tried on 5.4.2). A container of Podman 3 would lose its ports without a word.
/// </remarks>
internal static class PortChanges
{
    internal static void Add(PlanContext context, ChangeList changes)
    {
        RestoreRequest request = context.Request;
        if (!request.HasOwnNetwork || context.Ports is { Invalid.Count: > 0 } or { Conflict: not null })
            return;
        if (request.Options.PublishPort.Count > 0)
            changes.ByPodman("config.dump:newPortMappings", Text(request.Config.PortMappings), Text(context.Ports.Ports), "PortsReplaced");
        else if (request.Config.PortsInOldForm && context.PodmanVersion is not { Major: < 4 })
            changes.InConfig("newPortMappings", "", Text(context.Ports.Ports), "PortsConverted", root => JsonFields.Set(root, "newPortMappings", Json(context.Ports.Ports)));
    }

    private static string Text(IEnumerable<PortMapping> ports) => string.Join(", ", ports);

    private static JsonArray Json(IEnumerable<PortMapping> ports) =>
    [
        .. ports.Select(static port => (JsonNode)new JsonObject
        {
            ["host_ip"] = port.HostIp,
            ["container_port"] = port.ContainerPort,
            ["host_port"] = port.HostPort,
            ["range"] = port.Range,
            ["protocol"] = port.Protocol,
        }),
    ];
}
