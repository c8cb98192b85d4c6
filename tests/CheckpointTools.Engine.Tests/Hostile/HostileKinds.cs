namespace CheckpointTools.Tests.Hostile;

/// <summary>All hostile archives by name.</summary>
internal static class HostileKinds
{
    private static readonly Dictionary<string, HostileKind> Kinds = new[]
    {
        NameKinds.Table, TypeKinds.Table, TarSizeKinds.Table, PaxKinds.Table, JsonKinds.Table, FieldKinds.Table, CompressionKinds.Table,
        ProcessKinds.Table, MemoryKinds.Table, ImageKinds.Table,
    }.SelectMany(static table => table).ToDictionary();

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    public static HostileKind Named(string name) => Kinds[name];
}
