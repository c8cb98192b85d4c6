#Requires -Version 7.6
<#
.SYNOPSIS
    Checkpoints a container that counts, removes it, restores it, and shows that it counts on from where it was.
.DESCRIPTION
    Runs inside tests/RealHost/real-host, or on any host with podman, CRIU and the scripts busybox-image and
    count-container of tests/RealHost on PATH.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

& (Join-Path $PSScriptRoot '../tools/Import-BuiltModule.ps1')

# Dot-sourced, so that a variable that one command sets is there for the next.
$show = {
    param([string] $Text)

    "PS> $Text"
    $shown = (. ([scriptblock]::Create($Text)) | Out-String).TrimEnd()
    if ($shown) { $shown }
    ''
}

$folder = '/var/tmp/demo'
$null = New-Item -Path $folder -ItemType Directory -Force
$null = busybox-image
$null = podman pod create --name web
$null = podman pod create --name web2
$null = count-container counter --pod web
Start-Sleep -Seconds 2
Push-Location -LiteralPath $folder
try {
    . $show 'count-container --count counter'
    . $show '$null = podman container checkpoint --export counter.tar counter'
    . $show '$null = podman rm counter'
    . $show 'Get-ChildItem *.tar | Import-ContainerCheckpoint -Pod web2 -WhatIf'
    . $show 'Get-ChildItem *.tar | Import-ContainerCheckpoint -Pod web2 | Format-List'
    Start-Sleep -Seconds 1
    . $show 'count-container --count counter'
}
finally {
    Pop-Location
    $null = podman pod rm --force --time 0 web web2
}
