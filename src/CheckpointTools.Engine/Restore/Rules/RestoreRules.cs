namespace CheckpointTools.Restore.Rules;

/// <summary>All rules in the order in which a plan shows them: host, archive, options, container, pod, storage, network, machine.</summary>
internal static class RestoreRules
{
    /// <summary>What has to hold before any other rule can be asked.</summary>
    internal static readonly IReadOnlyList<RestoreRule> First =
    [
        HostRules.HostUnreachable,
        HostRules.PodmanMissing,
        HostRules.RootRequired,
        ArchiveRules.ArchiveInvalid,
        ArchiveRules.NotRestorable,
    ];

    /// <summary>The others.</summary>
    internal static readonly IReadOnlyList<RestoreRule> Others =
    [
        ArchiveRules.ArchiveNotTrusted,
        OptionRules.OptionConflict,
        OptionRules.OptionUnsupported,
        OptionRules.InvalidName,
        ContainerRules.ContainerExists,
        ArchiveRules.HasDependencies,
        ArchiveRules.PreviousRequired,
        PodRules.PodRequired,
        PodRules.NotAPodContainer,
        PodRules.PodNotFound,
        PodRules.PodHasNoInfraContainer,
        NamespaceRules.IpcNotShared,
        NamespaceRules.NetNotShared,
        NamespaceRules.PidNotShared,
        NamespaceRules.UtsNotShared,
        NamespaceRules.CgroupNotShared,
        NamespaceRules.UserNotShared,
        NamespaceRules.MountNotShared,
        NamespaceRules.UserNamespace,
        CriuRules.CriuTooOld,
        RuntimeRules.RuntimeMismatch,
        RuntimeRules.RuntimeMissing,
        RuntimeRules.RuntimeLacksRestore,
        RuntimeRules.RuntimeLacksPodRestore,
        ImageRules.ImageUnavailable,
        ImageRules.ImageDiffers,
        VolumeRules.VolumeExists,
        VolumeRules.VolumeContentMissing,
        PortRules.InvalidPort,
        PortRules.PortConflict,
        PortRules.PortInUse,
        PortRules.PortsIgnoredInPod,
        NetworkRules.NetworkMissing,
        NetworkRules.StaticAddressTaken,
        MachineRules.ArchitectureMismatch,
        MachineRules.CgroupVersionMismatch,
        SpaceRules.NotEnoughSpace,
    ];
}
