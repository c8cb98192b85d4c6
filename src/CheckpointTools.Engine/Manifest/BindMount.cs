namespace CheckpointTools;

/// <summary>A path of the host that the container mounts.</summary>
/// <param name="Source">The path on the host.</param>
/// <param name="Destination">The path in the container.</param>
/// <param name="ReadOnly">Whether the options say <c>ro</c>.</param>
/// <param name="Options">Mount options, joined by commas.</param>
public sealed record BindMount(string Source, string Destination, bool ReadOnly, string Options)
{
    /// <inheritdoc/>
    public override string ToString() => ReadOnly ? $"{Source}:{Destination}:ro" : $"{Source}:{Destination}";
}
