using System.Globalization;
using System.Text;

namespace CheckpointTools.Podman;

/// <summary>
/// Tells whether this machine's Podman may have become another: by its programs, its configuration files, the environment
/// variables that it heeds, and the file in which it keeps the list of images, which is written anew when that changes. Size and time of each file are looked at, not its content.
/// </summary>
internal static class HostStamp
{
    private static readonly string[] Programs = ["podman", "criu", "conmon"];

    private static readonly string[] Variables =
    [
        "PATH", "HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "CONTAINERS_CONF", "CONTAINERS_CONF_OVERRIDE", "CONTAINERS_STORAGE_CONF",
        "CONTAINER_HOST", "CONTAINER_CONNECTION", "STORAGE_DRIVER", "STORAGE_OPTS",
    ];

    private static readonly string[] Names = ["containers.conf", "storage.conf", "containers.conf.d", "storage.conf.d"];

    /// <summary>Makes the stamp.</summary>
    /// <param name="host">The host; its runtimes' programs and, once its storage is known, its list of images are part of it.</param>
    /// <returns>A text that changes when one of the files does.</returns>
    internal static string Of(ContainerHost host)
    {
        var stamp = new StringBuilder();
        foreach (string variable in Variables)
            stamp.Append(variable).Append('=').Append(Environment.GetEnvironmentVariable(variable)).Append('\n');
        string? searchPath = Environment.GetEnvironmentVariable("PATH");
        foreach (string program in Programs)
            Add(stamp, ProgramPath.Find(program, searchPath) ?? program);
        foreach (HostRuntime runtime in host.Runtimes)
            Add(stamp, runtime.Path);
        foreach (string path in ConfigurationFiles())
            Add(stamp, path);
        foreach (string path in host.GraphRoot.Length > 0 ? ImageLists(host.GraphRoot) : [])
            Add(stamp, path);
        return stamp.ToString();
    }

    private static IEnumerable<string> ConfigurationFiles()
    {
        string home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".config");
        string[] folders = ["/usr/share/containers", "/etc/containers", Path.Combine(home, "containers")];
        foreach (string path in folders.SelectMany(static folder => Names.Select(name => Path.Combine(folder, name))).SelectMany(WithFiles))
            yield return path;

        foreach (string variable in new[] { "CONTAINERS_CONF", "CONTAINERS_CONF_OVERRIDE", "CONTAINERS_STORAGE_CONF" })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path)
                yield return path;
        }
    }

    // containers/storage: DRIVER-images/images.json.
    private static IEnumerable<string> ImageLists(string graphRoot) =>
        Entries(graphRoot, "*-images").Select(static folder => Path.Combine(folder, "images.json"));

    private static IEnumerable<string> WithFiles(string path) => Entries(path, "*").Prepend(path);

    private static string[] Entries(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return []; // not there, for most of them
        }
    }

    private static void Add(StringBuilder stamp, string path)
    {
        stamp.Append(path);
        try
        {
            // Of a link, the file at its end: that is what an update replaces.
            var file = new FileInfo(path);
            if ((file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is { Exists: true } target)
                stamp.Append(CultureInfo.InvariantCulture, $" {target.FullName} {(target as FileInfo)?.Length} {target.LastWriteTimeUtc.Ticks}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            stamp.Append(" unreadable");
        }

        stamp.Append('\n');
    }
}
