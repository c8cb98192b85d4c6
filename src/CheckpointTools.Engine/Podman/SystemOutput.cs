using System.Text.RegularExpressions;
using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what <c>podman info --format json</c> prints.</summary>
internal static partial class SystemOutput
{
    /// <summary>Puts the facts into a host.</summary>
    /// <param name="text">The output.</param>
    /// <param name="host">The host so far.</param>
    /// <returns>The host with them; what its runtime can do has not been asked yet.</returns>
    internal static ContainerHost Apply(string text, ContainerHost host) => PodmanJson.Object("podman info", text, root =>
    {
        JsonView info = root.Object("host");
        JsonView store = root.Object("store");
        JsonView security = info.Object("security");
        HostRuntime runtime = Runtime(info.Object("ociRuntime"));
        return host with
        {
            Name = info.Text("hostname"),
            IsRemote = info.Boolean("serviceIsRemote"),
            PodmanVersion = root.Object("version").Text("Version"),
            Runtime = runtime.Name,
            Runtimes = [runtime],
            CgroupVersion = info.Text("cgroupVersion"),
            CgroupManager = info.Text("cgroupManager"),
            Architecture = info.Text("arch"),
            Kernel = info.Text("kernel"),
            SELinux = security.Boolean("selinuxEnabled"),
            Rootless = security.Boolean("rootless"),
            GraphRoot = store.Text("graphRoot"),
            RunRoot = store.Text("runRoot"),
            VolumePath = store.Text("volumePath"),
        };
    });

    /// <summary>Reads the default runtime alone.</summary>
    /// <param name="text">The output.</param>
    /// <returns>The runtime; what it can do has not been asked yet.</returns>
    internal static HostRuntime Runtime(string text) => PodmanJson.Object("podman info", text, static root => Runtime(root.Object("host").Object("ociRuntime")));

    private static HostRuntime Runtime(JsonView runtime) =>
        new(runtime.Text("name"), runtime.Text("path"), Version(runtime.Text("version")), CanCheckpoint: false, CanRestoreIntoPod: false) { Known = false };

    // "crun version 1.21\ncommit: …"; runc and runsc say the same with their names.
    private static string Version(string text)
    {
        string line = text.Split('\n')[0].Trim();
        Match match = VersionWord().Match(line);
        return match.Success ? match.Groups[1].Value : line;
    }

    [GeneratedRegex(@"\bversion:? (\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VersionWord();
}
