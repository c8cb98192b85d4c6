using System.Globalization;
using System.Text.RegularExpressions;

namespace CheckpointTools.Views;

/// <summary>
/// Texts of the views in <c>CheckpointTools.*.format.ps1xml</c>. What stands in an archive is shown on a terminal, which obeys
/// control characters; here they are replaced, while the properties keep them.
/// </summary>
public static partial class ViewText
{
    private const int ShortIdLength = 12; // as Podman shows ids

    /// <summary>A size in binary units, to two digits or the unit: <c>512 B</c>, <c>1.5 KiB</c>, <c>29 KiB</c>.</summary>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>The text; empty where there is no size.</returns>
    public static string Size(long? bytes) => bytes is { } size ? BinarySize.Text(size) : "";

    /// <summary>A size in binary units and in bytes.</summary>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>For example <c>40 KiB (40903 bytes)</c>.</returns>
    public static string SizeInFull(long? bytes) => bytes is { } size ? BinarySize.TextInFull(size) : "";

    /// <summary>The start of an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>Its first twelve digits.</returns>
    public static string ShortId(string? id) => ShortId(id, ShortIdLength);

    /// <summary>The start of an id, for a narrow column.</summary>
    /// <param name="id">The id.</param>
    /// <param name="digits">How many digits.</param>
    /// <returns>Its first digits.</returns>
    public static string ShortId(string? id, int digits) => Plain(id?.Length > digits ? id[..digits] : id);

    /// <summary>An image's name without the registry and the folders that it lies in.</summary>
    /// <param name="image">The name.</param>
    /// <returns>The last part.</returns>
    public static string Image(string? image) => Plain(image?[(image.LastIndexOf('/') + 1)..]);

    /// <summary>What a table says of the verification: the word, and how many problems there are.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <returns>For example <c>Invalid (3)</c>.</returns>
    public static string Verification(CheckpointManifest? manifest) => manifest switch
    {
        null => "",
        { Problems: 0 } => manifest.Verification,
        _ => string.Create(CultureInfo.InvariantCulture, $"{manifest.Verification} ({manifest.Problems})"),
    };

    /// <summary>What a finding says, and below it where.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>One or two lines.</returns>
    public static string Finding(Finding? finding) => finding switch
    {
        null => "",
        { Location: "" } => Plain(finding.Message),
        _ => $"{Plain(finding.Message)}\nat {Plain(finding.Location)}",
    };

    /// <summary>A container and the archive that it is in.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="path">The archive's path.</param>
    /// <returns>For example <c>web, /srv/web.tar</c>.</returns>
    public static string Container(string? name, string? path) => Plain(string.IsNullOrEmpty(name) ? path : $"{name}, {path}");

    /// <summary>A text without control characters.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The same with each of them replaced by U+FFFD.</returns>
    public static string Plain(string? text) =>
        text is null ? "" : text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    /// <summary>Values below one another.</summary>
    /// <param name="values">The values, shown by their own text.</param>
    /// <returns>One line for each.</returns>
    public static string Lines(IEnumerable<object>? values) => string.Join('\n', values?.Select(static value => Plain(value.ToString())) ?? []);

    /// <summary>A command line, its words quoted where a shell would need it.</summary>
    /// <param name="words">The words.</param>
    /// <returns>The line.</returns>
    public static string Command(IEnumerable<string>? words) => Plain(string.Join(' ', words?.Select(Quote) ?? []));

    /// <summary>The names of environment variables without their values, which may be secrets.</summary>
    /// <param name="variables">Each <c>NAME=VALUE</c>.</param>
    /// <returns>The names.</returns>
    public static string Names(IEnumerable<string>? variables) => Plain(string.Join(", ", variables?.Select(static variable => variable.Split('=')[0]) ?? []));

    /// <summary>Labels below one another.</summary>
    /// <param name="labels">The labels.</param>
    /// <returns>Each as <c>NAME=VALUE</c>.</returns>
    public static string Labels(IReadOnlyDictionary<string, string>? labels) => Lines(labels?.Select(static label => $"{label.Key}={label.Value}"));

    /// <summary>The rules that a plan fails.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>Their ids below one another.</returns>
    public static string FailedChecks(RestorePlan? plan) =>
        string.Join('\n', plan?.Checks.Where(static check => check.State == CheckState.Failed).Select(static check => check.Id) ?? []);

    /// <summary>What a plan's rules say, but for those that pass or do not apply, which are counted.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>A line for each.</returns>
    public static string Checks(RestorePlan? plan)
    {
        if (plan is null)
            return "";
        IEnumerable<string> shown = plan.Checks
            .Where(static check => check.State is not (CheckState.Passed or CheckState.NotApplicable))
            .Select(static check => $"{check.State}: {check.Id}: {Plain(check.Message)}");
        int passed = plan.Checks.Count(static check => check.State == CheckState.Passed);
        return string.Join('\n', shown.Prepend(string.Create(CultureInfo.InvariantCulture, $"{passed} of {plan.Checks.Count} passed")));
    }

    /// <summary>A value of a change: ids, also within paths, as Podman shows them.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text; <c>(none)</c> where there is no value.</returns>
    public static string Value(string? value) => string.IsNullOrEmpty(value)
        ? "(none)"
        : Plain(LongId().Replace(value, static id => id.Value[..ShortIdLength]));

    /// <summary>What a change does, on one line.</summary>
    /// <param name="change">The change.</param>
    /// <returns>For example <c>config.dump:name: web -&gt; web2 (NewName)</c>.</returns>
    public static string Change(PlanChange? change) =>
        change is null ? "" : $"{Plain(change.Field)}: {Value(change.From)} -> {Value(change.To)} ({change.Rule})";

    /// <summary>What a plan or a restored container changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <returns>A line for each.</returns>
    public static string Changes(IEnumerable<PlanChange>? changes) => string.Join('\n', changes?.Select(Change) ?? []);

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static c => char.IsLetterOrDigit(c) || "-_./:=,@%+".Contains(c)) ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex LongId();
}
