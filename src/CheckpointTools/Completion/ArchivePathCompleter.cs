using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CheckpointTools.Completion;

/// <summary>Completes <c>-Path</c> as PowerShell does, but with what is named like an archive first, then folders, then the rest.</summary>
public sealed class ArchivePathCompleter : IArgumentCompleter
{
    private static readonly string[] Endings = [".tar", ".tgz", ".tbz2", ".txz", ".tzst"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        [.. CompletionCompleters.CompleteFilename(wordToComplete ?? "").OrderBy(Rank)];

    // By name alone: to look into each file of a folder takes longer than a key press may.
    private static int Rank(CompletionResult result)
    {
        string name = result.ListItemText;
        if (result.ResultType == CompletionResultType.ProviderContainer)
            return 1;
        return name.Contains(".tar.", StringComparison.OrdinalIgnoreCase) || Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? 0 : 2;
    }
}
