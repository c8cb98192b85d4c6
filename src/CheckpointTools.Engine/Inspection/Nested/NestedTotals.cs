namespace CheckpointTools.Inspection.Nested;

/// <summary>
/// What the compressed tars within one archive have unpacked to so far. The limits count them together: a thousand tars
/// that each stay just below would else take a thousand times as long.
/// </summary>
internal sealed class NestedTotals
{
    /// <summary>Bytes before unpacking, of the tars that are done.</summary>
    internal long Packed { get; set; }

    /// <summary>Bytes after unpacking.</summary>
    internal long Unpacked { get; set; }
}
