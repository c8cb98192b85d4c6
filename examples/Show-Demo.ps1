#Requires -Version 7.6
<#
.SYNOPSIS
    Shows the module's main job on the archives in tests/fixtures, as a session in a terminal would look.
.DESCRIPTION
    Each command is shown at a prompt and then run. Needs no podman; restores nothing.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

& (Join-Path $PSScriptRoot '../tools/Import-BuiltModule.ps1')

function Show-Command {
    param([string] $Text)

    "PS> $Text"
    # Laid out for a screen of 120 columns wherever this runs, so that it reads the same everywhere.
    ([scriptblock]::Create($Text).Invoke() | Out-String -Width 120).TrimEnd()
    ''
}

Push-Location -LiteralPath (Join-Path $PSScriptRoot '..')
try {
    Show-Command 'Get-Command -Module CheckpointTools'
    Show-Command 'Get-ChildItem tests/fixtures/*.tar* | Test-CheckpointArchive'
    Show-Command 'Get-CheckpointManifest tests/fixtures/plain-zstd.tar | Format-List'
}
finally {
    Pop-Location
}
