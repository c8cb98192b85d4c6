using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the container's networks are there, and its addresses free.</summary>
internal static class NetworkRules
{
    /// <summary>Ours: Podman says "unable to find network with name or ID" after creating the container.</summary>
    internal static readonly RestoreRule NetworkMissing = new(
        "NetworkMissing",
        HostFact.Networks,
        static request => request.Config.Networks.Count == 0 ? "The container asks for no network by name." : null,
        static context =>
        {
            string[] missing = [.. context.Request.Config.Networks.Select(static network => network.Name).Except(context.Host.Networks.Select(static network => network.Name))];
            return missing.Length == 0
                ? RuleVerdict.Passed("All networks of the container are there.")
                : RuleVerdict.Failed(
                    $"{(missing.Length == 1 ? "A network" : "Networks")} of the container's is not on this host: {string.Join(", ", missing)}.",
                    $"Make it: podman network create {missing[0]}");
        });

    /// <summary>Ours: an address that the container keeps belongs to another container, or lies in none of the network's subnets.</summary>
    internal static readonly RestoreRule StaticAddressTaken = new(
        "StaticAddressTaken",
        HostFact.Networks,
        static request =>
            !request.HasOwnNetwork || request.Config.Networks.Count == 0 ? "The container has no network of its own."
            : request.Options.IgnoreStaticIPAddress ? "-IgnoreStaticIPAddress was given." : null,
        static context =>
        {
            RestoreRequest request = context.Request;
            KeptAddress[] kept = [.. KeptAddress.Of(request)];
            string[] problems = [.. kept.Select(address => address.Problem(context.Host)).OfType<string>()];
            if (problems.Length > 0)
            {
                return RuleVerdict.Failed(
                    string.Join(' ', problems),
                    request.Options.Name.Length > 0 ? "Let it get another address: -IgnoreStaticIPAddress." : "Let it get another address: -IgnoreStaticIPAddress, or a new name: -Name NAME.");
            }
            if (KeptAddress.NeedsStatus(request) && request.Manifest.Addresses.Count == 0 && !request.IsFullyRead)
                return RuleVerdict.Unknown("Only a full reading tells which addresses the container had.");
            if (kept.Length > 0 && context.PodmanVersion is { Major: < 5 })
                return RuleVerdict.Unknown("Podman before version 5 does not tell which addresses are taken.");
            return RuleVerdict.Passed(kept.Length == 0
                ? "The container keeps no address."
                : $"The addresses that the container keeps are free: {string.Join(", ", kept.Select(static address => address.Address))}.");
        });
}
