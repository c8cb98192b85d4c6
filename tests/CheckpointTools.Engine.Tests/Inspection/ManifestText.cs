using System.Text.Encodings.Web;
using System.Text.Json;

namespace CheckpointTools.Tests.Inspection;

/// <summary>A manifest as one text, so that two can be compared whole and a difference be read.</summary>
internal static class ManifestText
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every public property, and the ids of the findings.</summary>
    public static string Of(CheckpointManifest manifest) => JsonSerializer.Serialize(manifest, Options);
}
