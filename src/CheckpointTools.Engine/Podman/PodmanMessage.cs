namespace CheckpointTools.Podman;

/// <summary>Something to tell the user about a run of podman.</summary>
/// <param name="IsWarning">Whether podman warned of something; else it is the command that was run.</param>
/// <param name="Text">The text.</param>
internal sealed record PodmanMessage(bool IsWarning, string Text);
