// A console host for the real PowerShell engine, for machines that have the .NET SDK but no pwsh.
//
// What is real: everything in the package System.Management.Automation, which is pwsh's own engine: the language, the
// pipeline, parameter binding, providers, modules, formatting, help, completion, and the commands of
// Microsoft.PowerShell.Core (Import-Module, Where-Object, ForEach-Object, Get-Command, Get-Help, Out-Default, ...).
//
// What is not: pwsh's other two everyday modules do not come as packages. Commands/ holds a small part of them, those
// commands and parameters that this project's build, demo and tests use or that somebody who tries the module is
// likely to type. What is offered behaves as in pwsh, down to the type names in the error ids; a parameter that is
// missing is an error, not ignored. Modules/CheckpointTools.Shell lists the commands, so that they load by themselves
// and in every runspace. Modules/Pester is a stand-in for Pester, described at its own top.
//
// The command line is pwsh's: -NoProfile, -NoLogo, -NonInteractive, -NoExit, -WorkingDirectory, -File, -Command. There
// are no profiles, no line editing beyond the terminal's own, no remoting and no transcripts.

using CheckpointTools.Shell;

ShellOptions options;
try
{
    options = ShellOptions.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 64;
}

using var session = new ShellSession(options);
return session.Run();
