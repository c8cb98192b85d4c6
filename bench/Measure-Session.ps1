#Requires -Version 7.6
<#
.SYNOPSIS
    Runs one command of the module in this new session, and gives by how many MB its memory grew meanwhile, at its peak.
#>
[CmdletBinding()]
param(
    # The cmdlet.
    [Parameter(Mandatory)]
    [string] $Command,

    # The archive.
    [Parameter(Mandatory)]
    [string] $Archive
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Get-Memory {
    param([string] $Name)

    $line = @(Get-Content -LiteralPath '/proc/self/status' | Where-Object { $_ -like "${Name}:*" })[0]
    [long] ($line -replace '\D') / 1KB
}

& (Join-Path $PSScriptRoot '../tools/Import-BuiltModule.ps1')
$null = Get-Memory VmHWM
# From here on the peak is counted anew.
[IO.File]::WriteAllText('/proc/self/clear_refs', '5')
$idle = Get-Memory VmRSS
$null = & $Command -LiteralPath $Archive
(Get-Memory VmHWM) - $idle
