using System.Globalization;
using CheckpointTools.Archive;

namespace CheckpointTools.Inspection.Trust;

/// <summary>What a folder or file of the host is worth to a container that is not trusted.</summary>
/// <param name="Pattern">
/// The path, and all below it that no longer pattern names. <c>*</c> stands for one name, <c>#</c> for a number, and a
/// name with <c>*</c> at its end for all that begin so.
/// </param>
/// <param name="ReadOnly">The risk where it can be read.</param>
/// <param name="Writable">The risk where it can be written.</param>
/// <param name="Meaning">What is there.</param>
internal sealed record HostPathRisk(string Pattern, string ReadOnly, string Writable, string Meaning)
{
    private const string High = FindingRisk.High;

    private readonly string[] _parts = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names of the sockets by which a container engine is told what to do, wherever they lie.</summary>
    private static readonly HashSet<string> EngineSockets = new(StringComparer.Ordinal)
    {
        "docker.sock", "podman.sock", "containerd.sock", "containerd.sock.ttrpc", "crio.sock", "cri-dockerd.sock", "dockershim.sock", "buildkitd.sock", "k3s.sock",
    };

    /// <summary>Judges a path of the host.</summary>
    /// <param name="path">The path, absolute.</param>
    /// <param name="readOnly">Whether it can only be read.</param>
    /// <returns>
    /// The risk, what is there, and whether it is the socket of a container engine. A folder is worth what is worth most in it.
    /// </returns>
    internal static (string Risk, string Meaning, bool IsEngineSocket) Judge(string path, bool readOnly)
    {
        string[] parts = Parts(path);
        if (parts.Length > 0 && EngineSockets.Contains(parts[^1]))
            return (High, "the container engine's socket, which runs any command on the host as root", true);
        // The longest pattern wins; of two, the one with fewer places that stand for any name.
        HostPathRisk own = HostPaths.All.Where(row => row.Covers(parts)).OrderByDescending(static row => row._parts.Length).ThenBy(static row => row._parts.Sum(static part => part == "*" ? 2 : part == "#" ? 1 : 0)).First();
        (string risk, string meaning) = (own.Risk(readOnly), own.Meaning);
        foreach (HostPathRisk row in HostPaths.All.Where(row => row.LiesBelow(parts)))
        {
            if (FindingRisk.Rank(row.Risk(readOnly)) > FindingRisk.Rank(risk))
                (risk, meaning) = (row.Risk(readOnly), own.Pattern == "/*" || own._parts.Length < parts.Length ? row.Meaning : own.Meaning);
        }

        return (risk, meaning, false);
    }

    private static string[] Parts(string path)
    {
        // Links that hosts have: /var/run everywhere, and those of hosts whose system is an image (Fedora CoreOS and the like).
        return MemberName.Clean("/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["var", "run", .. var rest] => ["run", .. rest],
            ["var", "lock", .. var rest] => ["run", "lock", .. rest],
            ["var", "home", .. var rest] => ["home", .. rest],
            ["var", "roothome", .. var rest] => ["root", .. rest],
            ["var", "usrlocal", .. var rest] => ["usr", "local", .. rest],
            ["var", "mnt", .. var rest] => ["mnt", .. rest],
            ["var", "srv", .. var rest] => ["srv", .. rest],
            ["dev", "fd" or "stdin" or "stdout" or "stderr", ..] => ["proc", "self"],
            ["dev", "core", ..] => ["proc", "kcore"],
            string[] parts => parts,
        };
    }

    private string Risk(bool readOnly) => readOnly ? ReadOnly : Writable;

    private bool Covers(string[] parts) => _parts.Length <= parts.Length && Matches(parts, _parts.Length);

    // What only the host's own view of a process opens is not open to one who merely sees the folder of all processes.
    private bool LiesBelow(string[] parts) => _parts.Length > parts.Length && _parts[0] is not "proc" && Matches(parts, parts.Length);

    private bool Matches(string[] parts, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string pattern = _parts[i];
            bool fits = pattern switch
            {
                "*" => true,
                "#" => int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out _),
                [.., '*'] => parts[i].StartsWith(pattern[..^1], StringComparison.Ordinal),
                _ => parts[i] == pattern,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}
