namespace CheckpointTools.Manifest;

/// <summary>Tells who wrote an archive, as far as config.dump, spec.dump and the members' names tell.</summary>
internal static class LayoutRules
{
    private const string ManagerAnnotation = "io.container.manager";

    /// <summary>Names the layout.</summary>
    /// <param name="names">Cleaned names of the members seen.</param>
    /// <param name="config">config.dump, where it could be read.</param>
    /// <param name="spec">spec.dump, where it could be read.</param>
    /// <returns>One of the words of <see cref="ArchiveLayout"/>.</returns>
    internal static string Recognize(IReadOnlyCollection<string> names, ConfigDump? config, SpecDump? spec)
    {
        if (names.Contains("pod.options") || names.Contains("pod.dump"))
            return ArchiveLayout.Pod;
        string manager = spec?.Annotations.GetValueOrDefault(ManagerAnnotation) ?? "";
        if (manager == "cri-o" || HasAnnotation(spec, "io.kubernetes.cri-o.Metadata"))
            return ArchiveLayout.CriO;
        // libpod wins over containerd's annotations, which may have been copied along with a pod's.
        if (config is { IsLibpod: true } || manager == "libpod")
            return config is { IsPodman3: true } ? ArchiveLayout.Podman3 : ArchiveLayout.Podman;
        if (spec is not null && spec.Annotations.Keys.Any(static key => key.StartsWith("io.kubernetes.cri.", StringComparison.Ordinal)))
            return ArchiveLayout.Containerd;
        return config is not null && names.Contains("status") ? ArchiveLayout.Containerd : ArchiveLayout.Unknown;
    }

    /// <summary>The container engine of a layout.</summary>
    internal static string Engine(string layout) => layout is ArchiveLayout.Podman3 ? ArchiveLayout.Podman : layout;

    private static bool HasAnnotation(SpecDump? spec, string key) => spec?.Annotations.ContainsKey(key) == true;
}
