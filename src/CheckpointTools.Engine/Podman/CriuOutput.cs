using System.Globalization;
using System.Text.RegularExpressions;

namespace CheckpointTools.Podman;

/// <summary>Reads what <c>criu --version</c> prints.</summary>
internal static partial class CriuOutput
{
    /// <summary>Reads the version that Podman goes by.</summary>
    /// <param name="text">The output.</param>
    /// <returns>
    /// The version, such as <c>4.1.1</c>. A build from git, between two releases, counts as the next of them, as Podman has
    /// it: <c>3.15</c> with a GitID is <c>3.16</c>. Empty where there is none in the text.
    /// </returns>
    internal static string Version(string text)
    {
        Match version = VersionLine().Match(text);
        if (!version.Success)
            return "";
        string major = version.Groups["major"].Value;
        if (GitLine().IsMatch(text) && int.TryParse(version.Groups["minor"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
            return string.Create(CultureInfo.InvariantCulture, $"{major}.{minor + 1}");
        return version.Groups["version"].Value;
    }

    [GeneratedRegex(@"^Version: (?<version>(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.\d{1,4})?)\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^GitID: \S", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex GitLine();
}
