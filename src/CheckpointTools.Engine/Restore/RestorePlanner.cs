using System.Text.RegularExpressions;
using CheckpointTools.Podman;
using CheckpointTools.Restore.Changes;
using CheckpointTools.Restore.Rules;

namespace CheckpointTools.Restore;

/// <summary>
/// Plans a restore. A pure function of archive, host and options: the same code answers <c>-WhatIf</c>, plans offline and
/// goes before every real restore. No file, process or clock is touched.
/// </summary>
public static partial class RestorePlanner
{
    private const int MostNetworksByName = 50;

    /// <summary>Says which facts of the host the rules will ask for, so that no others need be read.</summary>
    /// <param name="manifest">What is in the archive.</param>
    /// <param name="options">What was asked for.</param>
    /// <returns>The groups of facts.</returns>
    public static HostFact NeededFacts(CheckpointManifest manifest, RestoreOptions options)
    {
        RestoreRequest request = Request(manifest, options);
        HostFact needed = HostFact.System;
        if (!IsRestorable(manifest))
            return needed;
        foreach (RestoreRule rule in RestoreRules.Others)
        {
            if (rule.Exempt(request) is null)
                needed |= rule.Needs;
        }
        // Which volumes will be made is told even where their content is ignored.
        return request.Config.NamedVolumes.Count > 0 ? needed | HostFact.Volumes : needed;
    }

    /// <summary>Says which OCI runtimes of the host have to be looked at.</summary>
    /// <param name="manifest">What is in the archive.</param>
    /// <param name="options">What was asked for.</param>
    /// <returns>Names or paths: the archive's, and the one that was asked for where that is another.</returns>
    public static IReadOnlyList<string> NeededRuntimes(CheckpointManifest manifest, RestoreOptions options)
    {
        RestoreRequest request = Request(manifest, options);
        return [.. new[] { manifest.Runtime, request.Options.Runtime }.Where(static name => name.Length > 0).Distinct()];
    }

    /// <summary>Says which networks of the host have to be looked at.</summary>
    /// <param name="manifest">What is in the archive, whose names may be anything.</param>
    /// <returns>Names that a network can have, of those that the container was in; null where they are so many that all should be asked for.</returns>
    public static IReadOnlyList<string>? NeededNetworks(CheckpointManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string[] names = [.. manifest.Config?.Networks.Select(static network => network.Name).Where(static name => NetworkName().IsMatch(name)).Distinct() ?? []];
        return names.Length <= MostNetworksByName ? names : null;
    }

    /// <summary>Plans a restore.</summary>
    /// <param name="manifest">What is in the archive.</param>
    /// <param name="host">The host's facts, at least <see cref="NeededFacts"/>.</param>
    /// <param name="options">What was asked for.</param>
    /// <returns>Every rule's verdict, every change, and what to give to Podman.</returns>
    public static RestorePlan Plan(CheckpointManifest manifest, ContainerHost host, RestoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(host);
        RestoreRequest request = Request(manifest, options);
        PlanContext context = new(request, host);
        RestorePlan plan = new()
        {
            Name = request.Name,
            Id = request.Id,
            Image = manifest.Image,
            ArchivePath = manifest.ArchivePath,
            ContainerHost = host.Name,
            Options = options,
            Manifest = manifest,
            Checks = Check(context),
        };
        return IsRestorable(manifest) ? WithChanges(plan, context) : plan;
    }

    private static RestorePlan WithChanges(RestorePlan plan, PlanContext context)
    {
        RestoreRequest request = context.Request;
        plan = plan with { Arguments = RestoreArguments.Make(context) };
        if (Skips(context))
            return plan with { Skips = true, Name = context.Existing!.Name, Id = context.Existing.Id };

        HostPod? pod = request.JoinsPod ? context.Pod.Pod : null;
        ChangeList changes = new(request);
        IdentityChanges.Add(context, changes);
        PodChanges.Add(context, changes);
        CgroupChanges.Add(context, changes);
        RuntimeChanges.Add(context, changes);
        ImageChanges.Add(context, changes);
        PathChanges.Add(context, changes);
        VolumeChanges.Add(context, changes);
        PortChanges.Add(context, changes);
        NetworkChanges.Add(context, changes);
        return plan with
        {
            Pod = pod?.Name ?? "",
            PodId = pod?.Id ?? "",
            Image = context.Image.Name,
            ImageId = context.Image.Image?.Id ?? "",
            PullsImage = context.Image.Pulls,
            Ports = request.HasOwnNetwork ? context.Ports.Ports : [],
            NamespaceContainers = pod is { InfraContainerId.Length: > 0 }
                ? request.Config.NamespaceContainers.Keys.ToDictionary(static name => name, _ => pod.InfraContainerId)
                : new Dictionary<string, string>(),
            Changes = changes.Changes,
            RewrittenConfig = changes.Config,
            RewrittenSpec = changes.Spec,
            RewritesArchive = changes.Config is not null || changes.Spec is not null,
        };
    }

    private static IReadOnlyList<PlanCheck> Check(PlanContext context)
    {
        PlanCheck[] first = [.. RestoreRules.First.Select(rule => rule.Check(context))];
        if (!IsRestorable(context.Request.Manifest))
            return [.. first, .. RestoreRules.Others.Select(static rule => new PlanCheck(rule.Id, CheckState.NotApplicable, "There is nothing in the archive that could be restored."))];
        bool skips = Skips(context);
        return
        [
            .. first,
            .. RestoreRules.Others.Select(rule => skips && rule != ContainerRules.ContainerExists
                ? new PlanCheck(rule.Id, CheckState.NotApplicable, "The container is there already; nothing is restored.")
                : rule.Check(context)),
        ];
    }

    private static bool Skips(PlanContext context) => context.Request.Options.SkipExisting && context.Existing is not null;

    private static bool IsRestorable(CheckpointManifest manifest) => ArchiveRules.IsRestorable(manifest);

    private static RestoreRequest Request(CheckpointManifest manifest, RestoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(options);
        return new RestoreRequest(manifest, options);
    }

    // Podman's own rule. The name goes onto a command line.
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NetworkName();
}
