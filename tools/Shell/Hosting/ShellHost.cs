using System.Globalization;
using System.Management.Automation.Host;

namespace CheckpointTools.Shell;

/// <summary>What the engine knows of the program that it runs in.</summary>
internal sealed class ShellHost(ShellSession session, ShellUserInterface userInterface) : PSHost
{
    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override string Name => "CheckpointTools.Shell";

    /// <inheritdoc/>
    public override PSHostUserInterface UI => userInterface;

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => session.RunPrompt(isNested: true);

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => session.ExitNestedPrompt();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => session.Exit(exitCode);
}
