#Requires -Version 7.6
<#
.SYNOPSIS
    Imports the module from where build.ps1 put it.
#>
[CmdletBinding()]
param(
    # Says what was imported, for those who sit at a prompt.
    [switch] $Greet
)

$root = Split-Path -Path $PSScriptRoot -Parent
$version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Global -ErrorAction Stop
if ($Greet) {
    "CheckpointTools $version in PowerShell $($PSVersionTable.PSVersion). 'Get-Command -Module CheckpointTools' lists the commands, 'exit' leaves."
}
