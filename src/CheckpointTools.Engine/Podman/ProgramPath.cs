namespace CheckpointTools.Podman;

/// <summary>
/// Finds programs. .NET would look in the folder of pwsh and in the current folder before it looks at PATH, and so run a
/// file named podman that lies beside the archives, as root.
/// </summary>
internal static class ProgramPath
{
    /// <summary>Finds a program as execvp(3) does, but never in the current folder.</summary>
    /// <param name="program">A name without slashes, or an absolute path.</param>
    /// <param name="searchPath">The value of PATH; its relative folders are left out.</param>
    /// <returns>The program's absolute path; null where there is none that can be executed.</returns>
    internal static string? Find(string program, string? searchPath)
    {
        if (program.Contains('/'))
            return Path.IsPathFullyQualified(program) && IsExecutable(program) ? program : null;
        if (program.Length == 0)
            return null;
        return (searchPath ?? "")
            .Split(':')
            .Where(static folder => folder.StartsWith('/'))
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            // File.Exists is false for a folder; the mode is that of the file at the end of links.
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
