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

    // Names and keys in it come from the archive, and a finding is shown on terminals, which obey control characters.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? '\uFFFD' : c)) : text;
}
