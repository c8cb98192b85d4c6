using System.Management.Automation;
using System.Management.Automation.Host;

namespace CheckpointTools.Views;

/// <summary>
/// Colours of words that call for a decision: the user's own for errors and warnings, as <c>$PSStyle.Formatting</c> has them.
/// As <c>$PSStyle.OutputRendering</c> says: never with <c>PlainText</c>, which <c>NO_COLOR</c> sets, always with <c>Ansi</c>, and
/// else on a terminal that knows them.
/// </summary>
public static class ViewColor
{
    /// <summary>Colours a text by the word that it begins with.</summary>
    /// <param name="text">The text, such as <c>Invalid (3)</c>.</param>
    /// <param name="style"><c>$PSStyle</c>.</param>
    /// <param name="host"><c>$Host</c>.</param>
    /// <returns>The text; as it is where the word is harmless, or where the host shows no colours or is to show none.</returns>
    public static string Paint(string? text, object? style, PSHost? host)
    {
        string word = text?.Split(' ')[0] ?? "";
        string? name = word switch
        {
            VerificationState.Invalid or FindingRisk.High or CheckState.Failed or FindingSeverity.Error => "Error",
            FindingRisk.Medium or CheckState.Warning => "Warning", // the word of a finding's severity too
            _ => null,
        };
        bool isWanted = Property(style, "OutputRendering")?.ToString() switch
        {
            "Ansi" => true,
            // PowerShell takes colours out of what goes to a file or a command of its own, but not to another program.
            "Host" => host?.UI is { SupportsVirtualTerminal: true } && !Console.IsOutputRedirected,
            _ => false,
        };
        if (name is null || !isWanted)
            return text ?? "";
        return $"{Property(Property(style, "Formatting"), name)}{text}{Property(style, "Reset")}";
    }

    // The type of $PSStyle is younger than the PowerShell that the module is compiled against.
    private static object? Property(object? value, string name) => value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
}
