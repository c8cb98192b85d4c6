using System.Text.RegularExpressions;

namespace CheckpointTools.Podman;

/// <summary>Turns what Podman writes to standard error into exceptions and warnings. Texts of 5.4, 5.8 and 6.1.</summary>
internal static partial class PodmanErrors
{
    /// <summary>podman is not there.</summary>
    internal static PodmanException Missing(Exception cause) => new(
        "PodmanMissing",
        "The podman command was not found on PATH.",
        "Install Podman (apt install podman, dnf install podman), or add its folder to PATH. A remote host needs the podman command here as well.",
        cause);

    /// <summary>podman ended with another exit code than 0.</summary>
    /// <param name="call">The command.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="connection">The connection or URL that was used; empty for none.</param>
    /// <returns>The exception to throw.</returns>
    internal static PodmanException From(ProgramCall call, ProgramResult result, string connection)
    {
        string reason = Reason(result);
        (string id, string message, string advice) = IsUnreachable(result.Error)
            ? Unreachable(reason, connection)
            : ("PodmanFailed", FormattableString.Invariant($"'{call}' failed with exit code {result.ExitCode}: {reason}"), "Run the command by hand to see more; --log-level=debug makes podman say what it does.");
        return new PodmanException(id, message, advice) { Command = call.ToString(), Reason = reason, ExitCode = result.ExitCode, StandardError = result.Error };
    }

    /// <summary>Whether the service was not there, or went away while it worked.</summary>
    /// <param name="standardError">What podman wrote.</param>
    /// <returns>The answer. Registries that cannot be reached do not count: their errors name an address of https.</returns>
    internal static bool IsUnreachable(string standardError) => UnreachableText().IsMatch(standardError);

    /// <summary>What Podman said though it did what it was told.</summary>
    /// <param name="standardError">What it wrote to standard error.</param>
    /// <returns>The messages of its log lines, and other lines as they are.</returns>
    internal static IReadOnlyList<string> Warnings(string standardError) =>
        [.. standardError.Split('\n').Select(static line => LogLine().Replace(line.Trim(), static match => Unescaped(match.Groups["message"].Value))).Where(static line => line.Length > 0)];

    private static (string Id, string Message, string Advice) Unreachable(string reason, string connection)
    {
        string host = connection.Length > 0 ? connection : "the container host of CONTAINER_HOST or the default connection";
        return (
            "HostUnreachable",
            $"Podman on {host} cannot be reached: {reason}",
            "List the connections with 'podman system connection list', and see that the service runs there: 'systemctl start podman.socket'.");
    }

    // The last line that says "Error:" is podman's own; what stands before is of what it called.
    private static string Reason(ProgramResult result)
    {
        IReadOnlyList<string> lines = Warnings(result.Error);
        string? reason = lines.LastOrDefault(static line => line.StartsWith("Error: ", StringComparison.Ordinal)) ?? (lines.Count > 0 ? lines[^1] : null);
        if (reason is null)
            return result.ExitCode > 128 ? FormattableString.Invariant($"it was ended by signal {result.ExitCode - 128}") : "it did not say why";
        return reason.StartsWith("Error: ", StringComparison.Ordinal) ? reason["Error: ".Length..] : reason;
    }

    private static string Unescaped(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", " ", StringComparison.Ordinal);

    // The service's addresses are http://d/v5.4.2/libpod/… or http://HOST:PORT/v5.4.2/libpod/…; a registry's are not.
    [GeneratedRegex("""unable to connect to Podman socket|Cannot connect to Podman|read cli flags: connection ".*" not found|unable to create connection\.|"http://[^/"]+/v\d+\.\d+\.\d+/libpod/[^"]*": (dial |read |write |EOF|unexpected EOF|http: server|net/http)""", RegexOptions.CultureInvariant)]
    private static partial Regex UnreachableText();

    [GeneratedRegex("""^time="[^"]*" level=\w+ msg=("(?<message>(\\.|[^"\\])*)"|(?<message>\S+)).*$""", RegexOptions.CultureInvariant)]
    private static partial Regex LogLine();
}
