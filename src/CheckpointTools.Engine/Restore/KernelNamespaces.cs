using CheckpointTools.Manifest;

namespace CheckpointTools.Restore;

/// <summary>Asks the kernel in which namespaces processes are.</summary>
internal static class KernelNamespaces
{
    /// <summary>Compares two processes' namespaces.</summary>
    /// <param name="fields">The namespaces to compare.</param>
    /// <param name="first">A process id on this host.</param>
    /// <param name="second">Another one.</param>
    /// <returns>By Podman's name of the namespace: whether they are in the same one; null where that cannot be read.</returns>
    internal static IReadOnlyDictionary<string, bool?> Compare(IEnumerable<NamespaceField> fields, int first, int second) =>
        fields.ToDictionary(static field => field.Namespace, field => Same(field, first, second));

    private static bool? Same(NamespaceField field, int first, int second)
    {
        if (first <= 0 || second <= 0)
            return null;
        string? one = Read(field, first);
        string? other = Read(field, second);
        return one is null || other is null ? null : one == other;
    }

    private static string? Read(NamespaceField field, int process)
    {
        try
        {
            // "net:[4026533627]": the number is the namespace.
            return File.ResolveLinkTarget($"/proc/{process}/ns/{field.KernelName}", returnFinalTarget: false)?.Name;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
