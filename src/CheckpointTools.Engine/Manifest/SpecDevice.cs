namespace CheckpointTools.Manifest;

/// <summary>A device of the host in spec.dump: one that the runtime makes, or one that the cgroup lets processes use.</summary>
/// <param name="Path">The path in the container; empty in a rule of the cgroup.</param>
/// <param name="Type"><c>c</c>, <c>u</c>, <c>b</c> or <c>p</c>; <c>a</c> or empty for all.</param>
/// <param name="Major">The major number; null for all.</param>
/// <param name="Minor">The minor number; null for all.</param>
public sealed record SpecDevice(string Path, string Type, long? Major, long? Minor)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length > 0 ? Path : $"{Type} {Number(Major)}:{Number(Minor)}";

    internal static SpecDevice Read(JsonView device) =>
        new(device.Text("path"), device.Text("type"), Number(device, "major"), Number(device, "minor"));

    // Runtimes take -1 for all numbers, as they do a number that is missing.
    private static long? Number(JsonView device, string key) => device.Has(key) && device.Integer(key) is >= 0 and var number ? number : null;

    private static string Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "*";
}
