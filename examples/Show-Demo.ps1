#Requires -Version 7.6
<#
.SYNOPSIS
    Shows the module's main job on the archives in tests/fixtures, as a session in a terminal would look.
.DESCRIPTION
    Each command is shown at a prompt and then run. Needs no podman: the plan is made against a host whose facts were
    captured. Where tests/RealHost can have a real container host, a running container is checkpointed and restored there.
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

Push-Location -LiteralPath (Join-Path $PSScriptRoot '..')
try {
    . $show '(Get-Command -Module CheckpointTools).Name'
    . $show 'Get-ChildItem tests/fixtures/*.tar* | Test-CheckpointArchive'
    . $show 'Get-CheckpointManifest tests/fixtures/vols.tar.gz | Format-List'

    # The facts of a host with Podman, CRIU and a pod named web, as Get-ContainerHost gave them there.
    . $show '$containerHost = Get-Content tests/fixtures/host.json -Raw | ConvertFrom-Json'
    . $show 'Get-ContainerRestorePlan tests/fixtures/*.tar* -Pod web -ContainerHost $containerHost'
    . $show '$plan = Get-ContainerRestorePlan tests/fixtures/pod-pdef.tar.zst -Pod web -ContainerHost $containerHost'
    . $show '$plan.Checks | Where-Object State -notin Passed, NotApplicable'
    . $show '$plan.Changes'

    $realHost = Join-Path $PSScriptRoot '../tests/RealHost/real-host'
    $said = & $realHost available 2>&1
    if ($LASTEXITCODE -ne 0) {
        'There is no container host here to restore on, nor can one be had in a folder:'
        "  $said"
        'On a host with Podman and CRIU, as root, this restores the container and proves it:'
        '  Import-ContainerCheckpoint tests/fixtures/pod-pdef.tar.zst -Pod web -WhatIf'
        '  Import-ContainerCheckpoint tests/fixtures/pod-pdef.tar.zst -Pod web'
    }
    else {
        'And for real, on a container host with Podman and CRIU in a folder of its own:'
        ''
        & $realHost provision
        $powershell = & (Join-Path $PSScriptRoot '../tools/Get-PowerShellPath.ps1')
        & $realHost run -- $powershell -NoProfile -File (Join-Path $PSScriptRoot 'Show-RealRestore.ps1')
        if ($LASTEXITCODE -ne 0) {
            throw 'The container was not restored.'
        }
    }
}
finally {
    Pop-Location
}
