namespace CheckpointTools.Manifest;

/// <summary>
/// Compares keys as Go does where it looks for a struct's field: without regard to case, by Unicode's simple folding. Two
/// characters beyond ASCII fold to ASCII letters, and .NET folds neither: the long s and the sign of the kelvin.
/// </summary>
internal sealed class GoKeyComparer : IEqualityComparer<string>
{
    internal static GoKeyComparer Instance { get; } = new();

    // Folding takes one character for another, so that keys of two lengths differ whatever is in them.
    public bool Equals(string? x, string? y) => x?.Length == y?.Length && string.Equals(Folded(x), Folded(y), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Folded(obj)!);

    private static string? Folded(string? key) =>
        key is not null && key.AsSpan().ContainsAny('\u017F', '\u212A') ? key.Replace('\u017F', 's').Replace('\u212A', 'k') : key;
}
