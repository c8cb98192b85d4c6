using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether there is a Podman on the host that can restore anything at all.</summary>
internal static class HostRules
{
    /// <summary>Ours: no service answers at the connection. Read from captured facts; reading them anew reports it by itself.</summary>
    internal static readonly RestoreRule HostUnreachable = new(
        "HostUnreachable",
        HostFact.None,
        static _ => null,
        static context =>
        {
            ContainerHost host = context.Host;
            if (host.Connection.Length == 0 && !host.IsRemote)
                return RuleVerdict.NotApplicable("Podman runs here; nothing has to be reached.");
            return host.PodmanVersion.Length == 0
                ? RuleVerdict.Failed($"No Podman answers at the connection {host.Connection}.", "Check it with 'podman system connection list', and that podman.socket runs on the other side.")
                : RuleVerdict.Passed($"Podman {host.PodmanVersion} answers at {(host.Connection.Length > 0 ? host.Connection : host.Name)}.");
        });

    /// <summary>Ours: there is no podman command.</summary>
    internal static readonly RestoreRule PodmanMissing = new(
        "PodmanMissing",
        HostFact.None,
        static _ => null,
        static context =>
        {
            ContainerHost host = context.Host;
            if (host.PodmanVersion.Length > 0)
                return RuleVerdict.Passed($"Podman {host.PodmanVersion} is there.");
            return host.IsRemote || host.Connection.Length > 0
                ? RuleVerdict.NotApplicable("Podman runs elsewhere.")
                : RuleVerdict.Failed("There is no podman on this host.", "Install Podman 4.0 or later with CRIU and an OCI runtime that can checkpoint.");
        });

    /// <summary>Podman: "restoring a container requires root" (cmd/podman/containers/restore.go). The service does not ask, and CRIU fails.</summary>
    internal static readonly RestoreRule RootRequired = new(
        "RootRequired",
        HostFact.System,
        static _ => null,
        static context => context.Host.Rootless
            ? RuleVerdict.Failed("Podman runs without root here, and cannot restore a container so.", context.Host.IsRemote
                ? "Connect to root's service: -Connection with the connection of unix:///run/podman/podman.sock."
                : "Run PowerShell as root, for example with 'sudo pwsh'.")
            : RuleVerdict.Passed("Podman runs as root."));
}
