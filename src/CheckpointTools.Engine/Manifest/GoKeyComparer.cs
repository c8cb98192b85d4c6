namespace CheckpointTools.Manifest;

/// <summary>
/// Compares keys as Go does where it looks for a struct's field: without regard to case, by Unicode's simple folding. Two
/// characters beyond ASCII fold to ASCII letters, and .NET folds neither: the long s and the sign of the kelvin.
/// </summary>
internal sealed class GoKeyComparer : IEqualityComparer<string>
{
    internal static GoKeyComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(Folded(x), Folded(y), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Folded(obj)!);

    private static string? Folded(string? key) =>
        key is not null && key.AsSpan().ContainsAny('\u017F', '\u212A') ? key.Replace('\u017F', 's').Replace('\u212A', 'k') : key;
}
