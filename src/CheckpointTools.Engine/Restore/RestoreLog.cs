using System.Text;

namespace CheckpointTools.Restore;

/// <summary>The end of CRIU's restore.log: what an admin asks for first when a restore fails.</summary>
internal static class RestoreLog
{
    private const int BytesRead = 64 << 10;
    private const int LinesKept = 12;
    private const int LineLength = 300;

    /// <summary>Reads the log of a container that Podman keeps below its graph root.</summary>
    /// <param name="graphRoot">The host's graph root.</param>
    /// <param name="containerId">The container's id.</param>
    /// <returns>The lines that tell of errors, or else the last ones; none where there is no log.</returns>
    internal static IReadOnlyList<string> Read(string graphRoot, string containerId)
    {
        if (graphRoot.Length == 0 || containerId.Length == 0 || !Directory.Exists(graphRoot))
            return [];
        try
        {
            // "overlay-containers", "vfs-containers", …: named by the storage driver.
            string? path = Directory.EnumerateDirectories(graphRoot, "*-containers")
                .Select(folder => Path.Combine(folder, containerId, "userdata", "restore.log"))
                .FirstOrDefault(File.Exists);
            return path is null ? [] : Select(ReadEnd(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Picks the lines to show.</summary>
    /// <param name="text">The end of a log.</param>
    /// <returns>At most a screenful of lines.</returns>
    internal static IReadOnlyList<string> Select(string text)
    {
        string[] lines = [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
        // CRIU marks them "(00.012345) Error (criu/file.c:12): …"; the first is the cause, the others follow from it.
        string[] errors = [.. lines.Where(static line => line.Contains("Error (", StringComparison.Ordinal))];
        IEnumerable<string> chosen = errors.Length > 0 ? errors.Take(LinesKept) : lines.TakeLast(LinesKept);
        return [.. chosen.Select(static line => line.Length <= LineLength ? line : line[..LineLength] + "…")];
    }

    private static string ReadEnd(string path)
    {
        using FileStream log = File.OpenRead(path);
        log.Seek(-Math.Min(log.Length, BytesRead), SeekOrigin.End);
        byte[] bytes = new byte[Math.Min(log.Length, BytesRead)];
        int read = log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
