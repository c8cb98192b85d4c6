using System.Text;
using System.Text.Json.Nodes;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;

namespace CheckpointTools.Podman;

/// <summary>Reads what podman prints with <c>--format json</c>, with Go's rules for names and types.</summary>
internal static class PodmanJson
{
    private const string Items = "items";

    // Labels of images and containers may nest nothing, but names and commands are long and lists too.
    private static readonly ArchiveLimits Limits = ArchiveLimits.Default;

    /// <summary>Reads an object.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="command">The command that printed it, for messages.</param>
    /// <param name="text">What it printed.</param>
    /// <param name="convert">Makes it.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="PodmanException"><c>PodmanOutputUnexpected</c>.</exception>
    internal static T Object<T>(string command, string text, Func<JsonView, T> convert)
    {
        JsonMember member = Parse(command, text);
        var findings = new List<Finding>();
        T result = convert(JsonView.Of(member, findings));
        return findings.Count == 0 ? result : throw Unexpected(command, findings[0]);
    }

    /// <summary>Reads a list of objects; <c>null</c>, and nothing at all, are lists without elements.</summary>
    /// <inheritdoc cref="Object{T}"/>
    internal static IReadOnlyList<T> List<T>(string command, string text, Func<JsonView, T> convert)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        JsonMember member = Parse(command, text);
        var findings = new List<Finding>();
        JsonMember wrapped = member.Root switch
        {
            null => member.Wrap(Items, []),
            JsonArray list => member.Wrap(Items, list),
            _ => throw Unexpected(command, Finding.Error("JsonFieldType", $"{command} should print a list.", command)),
        };
        List<T> result = [.. JsonView.Of(wrapped, findings).Objects(Items).Select(convert)];
        return findings.Count == 0 ? result : throw Unexpected(command, findings[0]);
    }

    // Keys that are twice there, or differ only by case, are no harm here: labels may be named so.
    private static JsonMember Parse(string command, string text)
    {
        var member = JsonMember.Parse(command, Encoding.UTF8.GetBytes(text), Limits);
        Finding? malformed = member.Findings.FirstOrDefault(static finding => finding.Id is "JsonMalformed" or "LimitJsonDepth");
        return malformed is null ? member : throw Unexpected(command, malformed);
    }

    private static PodmanException Unexpected(string command, Finding finding) => new(
        "PodmanOutputUnexpected",
        $"What '{command}' printed was not understood: {finding.Message}",
        "Please report it, with the output and 'podman version'.")
    {
        Command = command,
    };
}
