namespace CheckpointTools;

/// <summary>
/// The words that <see cref="Finding.Severity"/> takes. They are strings, not an enumeration, because findings are
/// read by programs that see them serialised.
/// </summary>
public static class FindingSeverity
{
    /// <summary>The archive cannot be trusted to be what it claims; it is <c>Invalid</c>.</summary>
    public const string Error = "Error";

    /// <summary>Worth a look before a restore; the archive stays <c>Valid</c>.</summary>
    public const string Warning = "Warning";

    /// <summary>Good to know, nothing is wrong.</summary>
    public const string Information = "Information";
}
