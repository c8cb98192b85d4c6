using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Get-Member writes; the engine has the view for it.</summary>
public sealed record MemberDefinition(string TypeName, string Name, PSMemberTypes MemberType, string Definition);
