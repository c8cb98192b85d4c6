namespace CheckpointTools;

/// <summary>One thing that an inspection of an archive found out.</summary>
/// <param name="Severity">One of the words of <see cref="FindingSeverity"/>.</param>
/// <param name="Id">The stable id of the rule, in PascalCase; documented and safe to match on.</param>
/// <param name="Message">What it means, in a sentence for the person who has to decide.</param>
/// <param name="Location">
/// Where in the archive: a member's name, with <c>:</c> and a JSON path or an offset behind it where that says more;
/// empty when it is about the archive as a whole.
/// </param>
public sealed record Finding(string Severity, string Id, string Message, string Location)
{
    /// <summary>
    /// What the archive would get of the host that restores it: one of the words of <see cref="FindingRisk"/>. Empty where
    /// the finding is not about that.
    /// </summary>
    public string Risk { get; init; } = "";

    /// <summary>The path of the archive that it is about.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>Makes a finding that renders its archive <c>Invalid</c>.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="message">What it means.</param>
    /// <param name="location">Where in the archive.</param>
    /// <returns>The finding.</returns>
    public static Finding Error(string id, string message, string location = "") =>
        new(FindingSeverity.Error, id, Printable(message), Printable(location));

    /// <summary>Makes a finding that deserves a look.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="message">What it means.</param>
    /// <param name="location">Where in the archive.</param>
    /// <returns>The finding.</returns>
    public static Finding Warning(string id, string message, string location = "") =>
        new(FindingSeverity.Warning, id, Printable(message), Printable(location));

    /// <summary>Makes a finding that merely informs.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="message">What it means.</param>
    /// <param name="location">Where in the archive.</param>
    /// <returns>The finding.</returns>
    public static Finding Information(string id, string message, string location = "") =>
        new(FindingSeverity.Information, id, Printable(message), Printable(location));

    /// <summary>Makes a finding about what the archive would get of the host; from <c>Medium</c> on it is a warning.</summary>
    /// <param name="risk">One of the words of <see cref="FindingRisk"/>.</param>
    /// <param name="id">The rule's id.</param>
    /// <param name="message">What the archive gets, in plain words.</param>
    /// <param name="location">Where in the archive.</param>
    /// <returns>The finding.</returns>
    public static Finding Trust(string risk, string id, string message, string location = "") =>
        (risk == FindingRisk.Low ? Information(id, message, location) : Warning(id, message, location)) with { Risk = risk };

    // Names and keys in it come from the archive, and a finding is shown on terminals.
    private static string Printable(string text) => TerminalText.Printable(text);

    /// <summary>The id and what it means.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Id}: {Message}";
}
