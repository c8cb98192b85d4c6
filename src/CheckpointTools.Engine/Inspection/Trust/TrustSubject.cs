using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection.Trust;

/// <summary>What is judged by config.dump and spec.dump alone.</summary>
/// <param name="Config">config.dump, where it could be read.</param>
/// <param name="Spec">spec.dump, where it could be read.</param>
internal sealed record TrustSubject(ConfigDump? Config, SpecDump? Spec)
{
    /// <summary>The security module of the host that the container ran on, in the words of <see cref="CheckpointInventory.SecurityModule"/>; null where it is not known.</summary>
    internal string? SecurityModule { get; init; }

    /// <summary>Whether root in the container is somebody else on the host, so that most of root's powers end at the container.</summary>
    internal bool IsolatesRoot => Spec?.IsolatesRoot == true;

    /// <summary>The ids of the container itself and of those whose namespaces it shares: their own files are no others'.</summary>
    internal IReadOnlySet<string> KnownIds { get; } = new HashSet<string>(
        [Config?.Id ?? "", .. Config?.NamespaceContainers.Values ?? [], .. Config?.Dependencies ?? []],
        StringComparer.Ordinal);

    /// <summary>The names of the container's volumes.</summary>
    internal IReadOnlySet<string> VolumeNames { get; } = new HashSet<string>(Config?.NamedVolumes.Select(static volume => volume.Name) ?? [], StringComparer.Ordinal);

    /// <summary>What is High for root of the host is Medium for a root that is somebody else there.</summary>
    internal string ForRoot(string risk) => risk == FindingRisk.High && IsolatesRoot ? FindingRisk.Medium : risk;
}
