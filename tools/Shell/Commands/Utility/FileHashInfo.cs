namespace Microsoft.PowerShell.Commands;

/// <summary>What Get-FileHash writes; the engine has the view for it.</summary>
public sealed record FileHashInfo(string Algorithm, string Hash, string Path);
