using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CheckpointTools.Completion;

/// <summary>Completes an argument with what a host has. Quick, and silent where the host does not answer.</summary>
public abstract class HostCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        string word = (wordToComplete ?? "").Trim('\'', '"');
        string connection = fakeBoundParameters["Connection"] as string ?? "";

        // A list, even an empty one, keeps PowerShell from offering the names of files instead.
        return
        [
            .. Candidates(connection, fakeBoundParameters)
                .Where(candidate => candidate.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(static candidate => new CompletionResult(Quoted(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.Explanation.Length > 0 ? candidate.Explanation : candidate.Text)),
        ];
    }

    /// <summary>What there is, the best first.</summary>
    /// <param name="connection">The connection that was given; empty for none.</param>
    /// <param name="bound">The parameters that were given.</param>
    /// <returns>Each candidate, and a line about it.</returns>
    private protected abstract IEnumerable<(string Text, string Explanation)> Candidates(string connection, IDictionary bound);

    // Names of pods and connections need no quotes, but a path of a runtime may.
    private static string Quoted(string text) =>
        text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@') ? text : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
