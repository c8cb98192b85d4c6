namespace CheckpointTools.Podman;

/// <summary>A program to run as a child process, and how much it may say.</summary>
/// <param name="Program">Its name, looked up on PATH, or its absolute path.</param>
/// <param name="Arguments">Its arguments, each passed on as it is; no shell ever sees them.</param>
internal sealed record ProgramCall(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// Bytes of standard output after which the program is stopped. Podman writes 1 KB for a container in its list, so
    /// that the default has room for a host with tens of thousands.
    /// </summary>
    internal int OutputLimit { get; init; } = 64 << 20;

    /// <summary>Environment variables besides those of this process.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes of standard error that are kept: the last ones, where programs say what they failed at.</summary>
    internal int ErrorLimit { get; init; } = 256 << 10;

    /// <summary>The call as one would type it, for messages only.</summary>
    /// <returns>The program and its arguments, those with spaces in quotes.</returns>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && !word.Any(static c => char.IsWhiteSpace(c) || c is '\'' or '"' or '\\') ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
