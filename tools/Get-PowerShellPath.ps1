#Requires -Version 7.6
<#
.SYNOPSIS
    Gives the program that this PowerShell is, to start another of the same.
.DESCRIPTION
    The PowerShell that 'dotnet tool install' brings is run by dotnet, which is then the process; its own program lies
    beside its engine.
#>
[CmdletBinding()]
param()

$program = [Environment]::ProcessPath
if ([System.IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh' } else { $program }
