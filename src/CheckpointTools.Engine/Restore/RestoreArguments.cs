using CheckpointTools.Ports;

namespace CheckpointTools.Restore;

/// <summary>The command line of <c>podman container restore</c>, as a list that no shell ever sees.</summary>
internal static class RestoreArguments
{
    /// <summary>
    /// Makes the list. <c>--runtime</c> is never on it: Podman takes the runtime from config.dump, which says the one that
    /// was asked for, and refuses any other text.
    /// </summary>
    /// <returns>All but the archive's path, which goes behind the last, <c>--import</c>.</returns>
    internal static IReadOnlyList<string> Make(PlanContext context)
    {
        RestoreOptions options = context.Request.Options;
        List<string> arguments = [.. Connection(options.Connection), "container", "restore"];
        Flag("--print-stats", context.PodmanVersion is not { Major: < 4 });
        Flag("--keep", options.Keep);
        Flag("--tcp-established", options.TcpEstablished);
        Flag("--tcp-close", options.TcpClose);
        Flag("--file-locks", options.FileLock);
        Flag("--ignore-rootfs", options.IgnoreRootFileSystem);
        Flag("--ignore-static-ip", options.IgnoreStaticIPAddress);
        Flag("--ignore-static-mac", options.IgnoreStaticMacAddress);
        Flag("--ignore-volumes", options.IgnoreVolume);
        Value("--name", options.Name);
        // The id: Podman before 5.2 stored the text as it was given, and then found no pod of that id.
        Value("--pod", context.Pod.Pod?.Id ?? options.Pod);
        Value("--import-previous", options.PreviousPath);
        if (options.PublishPort.Count > 0)
        {
            foreach (PortMapping port in context.Ports.Ports)
                Value("--publish", PublishOption.Format(port));
        }
        arguments.Add("--import");
        return arguments;

        void Flag(string name, bool given)
        {
            if (given)
                arguments.Add(name);
        }

        void Value(string name, string value)
        {
            if (value.Length > 0)
                arguments.AddRange([name, value]);
        }
    }

    /// <summary>Podman's global option for a connection's name, or for a URL.</summary>
    internal static IEnumerable<string> Connection(string connection) =>
        connection.Length == 0 ? []
        : connection.Contains("://", StringComparison.Ordinal) ? ["--url", connection]
        : ["--connection", connection];
}
