using CheckpointTools.Podman;
using CheckpointTools.Ports;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the ports can be published.</summary>
internal static class PortRules
{
    private static readonly string[] HoldingStates = ["running", "paused", "pausing", "stopping", "restarting"];

    /// <summary>Seed: a port mapping that is not in the grammar.</summary>
    internal static readonly RestoreRule InvalidPort = new(
        PortErrorId.InvalidPort,
        HostFact.None,
        PublishesNone,
        static context => context.Ports.Invalid is { Count: > 0 } invalid
            ? RuleVerdict.Failed(Sentence(invalid.Select(static failure => failure.Message)), invalid[0].RecommendedAction)
            : RuleVerdict.Passed("All port mappings can be read."));

    /// <summary>Seed, and ours where Podman misses it: two mappings claim one port of the host.</summary>
    internal static readonly RestoreRule PortConflict = new(
        PortErrorId.PortConflict,
        HostFact.None,
        PublishesNone,
        static context => context.Ports switch
        {
            { Invalid.Count: > 0 } => RuleVerdict.NotApplicable("Not all port mappings can be read."),
            { Conflict: { } conflict } => RuleVerdict.Failed(Sentence([conflict.Message]), conflict.RecommendedAction),
            _ => RuleVerdict.Passed("No two port mappings claim the same port of the host."),
        });

    /// <summary>Ours: Podman finds out when it binds the port, with the container already created.</summary>
    internal static readonly RestoreRule PortInUse = new(
        PortErrorId.PortInUse,
        HostFact.Containers,
        static request => PublishesNone(request) ?? WithoutOwnNetwork(request),
        static context =>
        {
            PublishedPort[] published =
            [
                .. from container in context.Host.Containers
                   where HoldingStates.Contains(container.State) && (container.Pod.Length == 0 || container.IsInfra)
                   from mapping in container.Ports
                   select new PublishedPort(container.Name.Length > 0 ? container.Name : container.Id, mapping),
            ];
            IReadOnlyList<PortInUse> taken = Ports.PortInUse.Find(context.Ports.Ports, published);
            return taken.Count == 0
                ? RuleVerdict.Passed("No container of this host has published the ports.")
                : RuleVerdict.Failed(
                    Sentence(taken.Select(static port => port.Message)),
                    "Publish ports that are free (-PublishPort HOSTPORT:CONTAINERPORT), or stop the container that has them.");
        });

    /// <summary>Ours: Podman takes the option and does nothing (createNetNS is false).</summary>
    internal static readonly RestoreRule PortsIgnoredInPod = new(
        "PortsIgnoredInPod",
        HostFact.None,
        static request => request.Options.PublishPort.Count == 0 ? "No -PublishPort was given." : null,
        static context => WithoutOwnNetwork(context.Request) is { } reason
            ? RuleVerdict.Warning($"{reason} -PublishPort has no effect.", context.Request.JoinsNetwork
                ? "Publish the port when the pod is made: podman pod create --publish."
                : "Leave out -PublishPort.")
            : RuleVerdict.Passed("The container has a network of its own, in which -PublishPort works."));

    /// <summary>Why the container publishes nothing, whatever is asked for; null where it can.</summary>
    internal static string? WithoutOwnNetwork(RestoreRequest request) =>
        request.HasOwnNetwork ? null
        : request.JoinsNetwork ? "The container joins the network of its pod."
        : "The container has no network of its own.";

    // Beside the messages of other rules, in one paragraph, theirs have to begin and end as those do.
    private static string Sentence(IEnumerable<string> messages)
    {
        string text = string.Join("; ", messages);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string? PublishesNone(RestoreRequest request) =>
        request.Options.PublishPort.Count == 0 && request.Config.PortMappings.Count == 0 ? "The container publishes no port." : null;
}
