namespace CheckpointTools;

/// <summary>An OCI runtime of a host.</summary>
/// <param name="Name">The name by which Podman knows it, or the path it was asked for by.</param>
/// <param name="Path">The program; empty where it was not found.</param>
/// <param name="Version">Its version, such as <c>1.1.15</c>.</param>
/// <param name="CanCheckpoint">Whether <c>RUNTIME checkpoint --help</c> succeeds, as Podman asks it.</param>
/// <param name="CanRestoreIntoPod">Whether <c>RUNTIME restore --lsm-mount-context</c> asks for an argument, as Podman asks it.</param>
public sealed record HostRuntime(string Name, string Path, string Version, bool CanCheckpoint, bool CanRestoreIntoPod)
{
    /// <summary>Whether it could be asked what it can do: one of a remote service cannot, and then both answers are false.</summary>
    public bool Known { get; init; } = true;

    /// <summary>The name and the version, which is what a list of runtimes shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} {Version}".TrimEnd();

    /// <summary>Whether a container's runtime, which may be a name or a path, is this one.</summary>
    /// <param name="runtime">The name or the path.</param>
    /// <returns>The answer.</returns>
    public bool Is(string runtime) => runtime == Name || (runtime.Length > 0 && runtime == Path);
}
