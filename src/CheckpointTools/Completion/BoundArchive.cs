using System.Collections;
using System.Management.Automation;
using CheckpointTools.Inspection;

namespace CheckpointTools.Completion;

/// <summary>The archive that stands on the line that is being completed, where there is one.</summary>
internal static class BoundArchive
{
    // While a line is completed the runspace is busy, and gives its session state to scripts alone. What goes wrong, such as a
    // path that leads nowhere yet, is no error of the user's.
    private const string Resolving = "try { $ExecutionContext.SessionState.Path.{0} } catch { $global:Error.RemoveAt(0) }";
    private const string Literal = "GetUnresolvedProviderPathFromPSPath($args[0])";
    private const string Pattern = "GetResolvedProviderPathFromPSPath($args[0], [ref] $null)";

    /// <summary>Begins to list the namespaces that its container shared with a pod.</summary>
    /// <param name="bound">The parameters that were given.</param>
    /// <param name="patience">How long it may take; what is not done then ends without a result.</param>
    /// <returns>Their names; none where no archive was given.</returns>
    internal static Task<IReadOnlyList<string>> SharedNamespacesAsync(IDictionary bound, TimeSpan patience)
    {
        if (First<CheckpointManifest>(bound["InputObject"]) is { } manifest)
            return Task.FromResult(manifest.SharedNamespaces);
        if (Path(bound) is not { } path)
            return Task.FromResult<IReadOnlyList<string>>([]);
        return Task.Run(() =>
        {
            using var stopping = new CancellationTokenSource(patience);
            return ArchiveInspector.List(path, new ScanOptions(), stopping.Token).SharedNamespaces;
        });
    }

    // Of several archives the first speaks for all: what is restored into one pod mostly comes from one.
    private static string? Path(IDictionary bound) =>
        First<string>(bound["LiteralPath"]) is { } literal ? Resolve(Literal, literal)
        : First<string>(bound["Path"]) is { } pattern ? Resolve(Pattern, pattern) : null;

    private static string? Resolve(string method, string path)
    {
        try
        {
            string script = Resolving.Replace("{0}", method, StringComparison.Ordinal);
            return ScriptBlock.Create(script).Invoke(path).FirstOrDefault()?.BaseObject as string;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return null; // no runspace
        }
    }

    private static T? First<T>(object? value)
        where T : class => Plain(value) switch
        {
            T item => item,
            IEnumerable list and not string => list.Cast<object?>().Select(Plain).OfType<T>().FirstOrDefault(),
            _ => null,
        };

    private static object? Plain(object? value) => value is PSObject item ? item.BaseObject : value;
}
