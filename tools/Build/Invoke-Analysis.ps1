#Requires -Version 7.6
<#
.SYNOPSIS
    Runs PSScriptAnalyzer with the PSGallery preset and no exclusions over every script.
#>
[CmdletBinding()]
param(
    # A missing PSScriptAnalyzer is said but is no failure.
    [switch] $Optional
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) {
    [Console]::Error.WriteLine('PSScriptAnalyzer is not installed, so no script was analyzed. Install-PSResource PSScriptAnalyzer gets it.')
    exit [int](-not $Optional)
}

$root = Split-Path (Split-Path $PSScriptRoot)
$manifest = Join-Path $root 'CheckpointTools.psd1'
$version = (Import-PowerShellDataFile -LiteralPath $manifest).ModuleVersion

# The manifest is judged where the files that it names are.
$scripts = @(
    Get-ChildItem -LiteralPath $root -Recurse -File |
        Where-Object Extension -In '.ps1', '.psm1', '.psd1' |
        Where-Object FullName -NotMatch '[\\/](bin|obj|output)[\\/]' |
        Where-Object FullName -NE $manifest
    Get-Item -LiteralPath (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1")
)
$records = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings PSGallery })
$records | ForEach-Object { "$($_.ScriptPath):$($_.Line): $($_.Severity) $($_.RuleName): $($_.Message)" }
"$($scripts.Count) scripts analyzed, $($records.Count) records."
exit [int]($records.Count -gt 0)
