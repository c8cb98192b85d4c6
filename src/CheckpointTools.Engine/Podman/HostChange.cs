namespace CheckpointTools.Podman;

/// <summary>Puts facts that were read into a host.</summary>
/// <param name="host">The host so far.</param>
/// <returns>The host with them.</returns>
internal delegate ContainerHost HostChange(ContainerHost host);
