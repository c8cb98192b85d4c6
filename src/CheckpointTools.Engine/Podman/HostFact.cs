namespace CheckpointTools.Podman;

/// <summary>Groups of facts of a host, each read by one command of its own.</summary>
[Flags]
public enum HostFact
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Versions, the default runtime, cgroups, storage, security: what does not change while Podman runs.</summary>
    System = 1 << 0,

    /// <summary>CRIU's version.</summary>
    Criu = 1 << 1,

    /// <summary>What the OCI runtime of the archive can do.</summary>
    Runtime = 1 << 2,

    /// <summary>Pods and their infra containers.</summary>
    Pods = 1 << 3,

    /// <summary>Containers.</summary>
    Containers = 1 << 4,

    /// <summary>Volumes.</summary>
    Volumes = 1 << 5,

    /// <summary>Images.</summary>
    Images = 1 << 6,

    /// <summary>Networks.</summary>
    Networks = 1 << 7,

    /// <summary>All of them.</summary>
    All = System | Criu | Runtime | Pods | Containers | Volumes | Images | Networks,
}
