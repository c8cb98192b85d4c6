using System.Collections;
using System.Management.Automation;
using CheckpointTools.Inspection;

namespace CheckpointTools.Completion;

/// <summary>The archive that stands on the line that is being completed, where there is one.</summary>
internal static class BoundArchive
{
    private const string Literal = "$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])";
    private const string Pattern = "$ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($args[0], [ref] $null)";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Lists the namespaces that its container shared with a pod.</summary>
    /// <param name="bound">The parameters that were given.</param>
    /// <returns>Their names; none where no archive was given, or it cannot be read so quickly.</returns>
    internal static IReadOnlyList<string> SharedNamespaces(IDictionary bound)
    {
        if (First<CheckpointManifest>(bound["InputObject"]) is { } manifest)
            return manifest.SharedNamespaces;
        if (Path(bound) is not { } path)
            return [];
        using var stopping = new CancellationTokenSource(Patience);
        try
        {
            return ArchiveInspector.List(path, new ScanOptions(), stopping.Token).SharedNamespaces;
        }
        catch (Exception exception) when (exception is CheckpointToolsException or OperationCanceledException)
        {
            return [];
        }
    }

    // Of several archives the first speaks for all: what is restored into one pod mostly comes from one.
    private static string? Path(IDictionary bound)
    {
        try
        {
            return First<string>(bound["LiteralPath"]) is { } literal ? Resolve(Literal, literal)
                : First<string>(bound["Path"]) is { } pattern ? Resolve(Pattern, pattern) : null;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return null; // no such drive, no such file, or no runspace
        }
    }

    // While a line is completed the runspace is busy, and gives its session state to scripts alone.
    private static string? Resolve(string script, string path) => ScriptBlock.Create(script).Invoke(path).FirstOrDefault()?.BaseObject as string;

    private static T? First<T>(object? value)
        where T : class => Plain(value) switch
        {
            T item => item,
            IEnumerable list and not string => list.Cast<object?>().Select(Plain).OfType<T>().FirstOrDefault(),
            _ => null,
        };

    private static object? Plain(object? value) => value is PSObject item ? item.BaseObject : value;
}
