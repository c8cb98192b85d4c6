namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// Tells programs that are OCI runtimes by their names. A restore gives the program that config.dump names the word
/// <c>restore</c> and the container's folder to work in: a shell takes the word for the name of a script there, and the
/// archive can bring one.
/// </summary>
internal static class RuntimeName
{
    private static readonly HashSet<string> Runtimes = new(StringComparer.Ordinal)
    {
        "crun", "runc", "youki", "runsc", "krun", "kata", "sysbox", "ocijail", "railcar", "oci", "nvidia",
    };

    /// <summary>Whether a program is called as runtimes are, such as <c>crun</c>, <c>crun-1.20</c> or <c>nvidia-container-runtime</c>.</summary>
    /// <param name="path">The program's path or name.</param>
    /// <returns>False for a shell and all else.</returns>
    internal static bool IsOne(string path) =>
        Path.GetFileName(path).Split('-', '_', '.').Any(Runtimes.Contains);
}
