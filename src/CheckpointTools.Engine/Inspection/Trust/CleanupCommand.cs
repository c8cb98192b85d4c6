namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// Podman 3's <c>exitCommand</c>, which conmon runs as root when the container ends: <c>podman [OPTION…] container cleanup
/// [--rm] ID</c> (<c>specgenutil.CreateExitCommandArgs</c>).
/// </summary>
internal static class CleanupCommand
{
    private static readonly HashSet<string> Valued = new(StringComparer.Ordinal)
    {
        "--root", "--runroot", "--log-level", "--cgroup-manager", "--tmpdir", "--network-config-dir", "--cni-config-dir",
        "--runtime", "--storage-driver", "--storage-opt", "--events-backend", "--volumepath", "--transient-store", "--db-backend", "--network-backend",
    };

    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal) { "--syslog", "--noout", "--transient-store=false", "--transient-store=true" };

    /// <summary>Whether a command is Podman's own, for this container.</summary>
    /// <param name="command">The command, word by word.</param>
    /// <param name="id">The container's id.</param>
    /// <returns>False for any other program, option or container.</returns>
    internal static bool IsPodmans(IReadOnlyList<string> command, string id)
    {
        if (command.Count < 4 || !command[0].StartsWith('/') || !ProgramTrust.IsInstalled(command[0]) || Path.GetFileName(command[0]) != "podman")
            return false;
        int i = 1;
        for (; i < command.Count && command[i].StartsWith('-'); i++)
        {
            if (Plain.Contains(command[i]))
                continue;
            int equals = command[i].IndexOf('=', StringComparison.Ordinal);
            string option = equals < 0 ? command[i] : command[i][..equals];
            string? value = equals >= 0 ? command[i][(equals + 1)..] : ++i < command.Count ? command[i] : null;
            if (value is null || !Valued.Contains(option) || (option == "--runtime" && value.Contains('/', StringComparison.Ordinal) && !ProgramTrust.IsInstalled(value)))
                return false;
        }

        string[] rest = [.. command.Skip(i)];
        return rest is ["container", "cleanup", ..] && rest[^1] == id && rest[2..^1].All(static word => word is "--rm" or "--rmi");
    }
}
