namespace CheckpointTools;

/// <summary>
/// Makes the lists of objects that scripts get: they write <c>$manifest.Ports[0]</c>. PowerShell finds an index only where
/// the class itself has it in public, which those that the compiler makes for a collection expression do not.
/// </summary>
internal static class Indexable
{
    internal static T[] List<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];
}
