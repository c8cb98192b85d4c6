using System.Runtime.CompilerServices;
using CheckpointTools;

// PowerShell looks types up by name in the module's own assembly. The engine's output types live in another one, in a
// load context that it does not search; forwarding makes [CheckpointTools.CheckpointManifest] work in a script.
[assembly: TypeForwardedTo(typeof(ArchiveMember))]
[assembly: TypeForwardedTo(typeof(BindMount))]
[assembly: TypeForwardedTo(typeof(CheckpointManifest))]
[assembly: TypeForwardedTo(typeof(DumpStatistics))]
[assembly: TypeForwardedTo(typeof(Finding))]
[assembly: TypeForwardedTo(typeof(NamedVolume))]
[assembly: TypeForwardedTo(typeof(NetworkAddress))]
[assembly: TypeForwardedTo(typeof(PortMapping))]
[assembly: TypeForwardedTo(typeof(ContainerHost))]
[assembly: TypeForwardedTo(typeof(HostContainer))]
[assembly: TypeForwardedTo(typeof(HostImage))]
[assembly: TypeForwardedTo(typeof(HostNetwork))]
[assembly: TypeForwardedTo(typeof(HostPod))]
[assembly: TypeForwardedTo(typeof(HostRuntime))]
