using System.Text.RegularExpressions;
using CheckpointTools.Podman;

namespace CheckpointTools.Restore.Rules;

/// <summary>Whether the options agree with each other, and with what this Podman knows.</summary>
internal static partial class OptionRules
{
    /// <summary>Podman: "--tcp-established cannot be used with --name"; and CRIU takes only one of the two TCP options.</summary>
    internal static readonly RestoreRule OptionConflict = new(
        "OptionConflict",
        HostFact.None,
        static _ => null,
        static context =>
        {
            RestoreOptions options = context.Request.Options;
            if (options is { TcpEstablished: true, Name.Length: > 0 })
                return RuleVerdict.Failed("-TcpEstablished cannot be used with -Name: a container under another name gets another address, and its connections are gone.", "Leave out -Name, or use -TcpClose instead of -TcpEstablished.");
            return options is { TcpEstablished: true, TcpClose: true }
                ? RuleVerdict.Failed("-TcpEstablished keeps connections and -TcpClose closes them.", "Give only one of them.")
                : RuleVerdict.Passed("The options agree with each other.");
        });

    /// <summary>Podman: what its version or a remote service does not know.</summary>
    internal static readonly RestoreRule OptionUnsupported = new(
        "OptionUnsupported",
        HostFact.System,
        static request => request.Options is { TcpClose: false, PreviousPath.Length: 0 } ? "No option was given that not every Podman knows." : null,
        static context =>
        {
            RestoreOptions options = context.Request.Options;
            if (options.PreviousPath.Length > 0 && context.Host.IsRemote)
                return RuleVerdict.Failed("A remote Podman takes no pre-checkpoint (podman #18886).", "Copy both archives to the host and restore there with -PreviousPath.");
            if (!options.TcpClose)
                return RuleVerdict.Passed("This Podman knows -PreviousPath.");
            return context.PodmanVersion switch
            {
                null => RuleVerdict.Unknown("-TcpClose needs Podman 5.7 or later, and this Podman's version is not known."),
                { } version when version.IsAtLeast(5, 7) => RuleVerdict.Passed($"Podman {context.Host.PodmanVersion} knows -TcpClose."),
                _ => RuleVerdict.Failed($"-TcpClose needs Podman 5.7 or later; this is {context.Host.PodmanVersion}.", "Leave out -TcpClose, or update Podman."),
            };
        });

    /// <summary>Ours: Podman checks names when it creates a container, not when it restores one.</summary>
    internal static readonly RestoreRule InvalidName = new(
        "InvalidName",
        HostFact.None,
        static _ => null,
        static context => Name().IsMatch(context.Request.Name)
            ? RuleVerdict.Passed($"{context.Request.Name} is a name that a container can have.")
            : RuleVerdict.Failed(
                $"'{context.Request.Name}' is no name that a container can have: letters, digits, '_', '.' and '-', the first a letter or digit.",
                "Give another name: -Name NAME."));

    // define.NameRegex of containers/common.
    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_.-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
