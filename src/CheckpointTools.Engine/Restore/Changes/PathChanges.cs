using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>Paths of the host that the archive brings along. Where <c>To</c> is empty, Podman chooses its own place.</summary>
internal static class PathChanges
{
    // Places in the container that Podman mounts files of its own on (setupContainer takes out what was there).
    private static readonly string[] Replaced =
    [
        "/dev/shm", "/etc/resolv.conf", "/etc/hostname", "/etc/hosts", "/run/.containerenv", "/run/secrets", "/var/run/.containerenv", "/var/run/secrets",
    ];

    internal static void Add(PlanContext context, ChangeList changes)
    {
        ConfigDump config = context.Request.Config;
        // Podman resets these two where they begin with its own run root, and writes to them as root wherever else they point:
        // a folder that is not there fails the restore, any other takes the file.
        foreach ((string field, string path) in new[] { ("conmonPidFile", config.ConmonPidFile), ("pid_file", config.PidFile) })
        {
            if (context.Host.RunRoot.Length > 0 && !path.StartsWith(context.Host.RunRoot, StringComparison.Ordinal))
                changes.InConfig(field, path, "", "PidFileReset");
        }
        string logPath = Field(config, "logPath");
        if (config.StaticDir.Length == 0 || !logPath.StartsWith(config.StaticDir + "/", StringComparison.Ordinal))
            changes.ByPodman("config.dump:logPath", logPath, "", "LogPathReset");
        foreach (BindMount mount in context.Request.Manifest.BindMounts.Where(static mount => Replaced.Contains(mount.Destination)))
            changes.ByPodman($"spec.dump:mounts[{mount.Destination}]", mount.Source, "", "MountReplaced");
    }

    private static string Field(ConfigDump config, string name) =>
        config.Source.Root is System.Text.Json.Nodes.JsonObject root
        && JsonFields.Get(root, name) is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
