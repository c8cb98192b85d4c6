#Requires -Version 7.6
<#
.SYNOPSIS
    Builds, tests and shows CheckpointTools. build.sh finds a PowerShell to run it with.
.DESCRIPTION
    Build    lays out output/CheckpointTools/<version>, the folder that Import-Module and a gallery take.
    Test     builds, then runs the xUnit tests and the Pester files, and ends with one line of counts.
    Demo     builds, then runs the module's main job on the archives in tests/fixtures.
    Bench    builds, then measures side by side with podman, checkpointctl, zstd and gzip, in a real host.
    Help     makes what Get-Help shows of the pages in docs/help, where Microsoft.PowerShell.PlatyPS is.
    Analyze  builds, then runs PSScriptAnalyzer with the PSGallery preset over every script.
    Package  builds, then makes output/CheckpointTools.<version>.nupkg and output/CheckpointTools-<version>.tar.gz.
    Clean    removes everything that was built.
#>
[CmdletBinding()]
param(
    # What to do.
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Help', 'Analyze', 'Package', 'Clean')]
    [string] $Task = 'Build',

    # Test: only the tests whose full name has this in it. Bench -Micro: only the benchmarks that fit this pattern.
    [string] $Filter,

    # Bench: only these rows of the table, by number, as in '6,7'.
    [string] $Row,

    # Bench: how often each side is measured.
    [ValidateRange(1, 100)]
    [int] $Round = 5,

    # Bench: puts the figures into docs/performance.md and the README.
    [switch] $Publish,

    # Bench: the micro benchmarks instead, which need no real host.
    [switch] $Micro,

    # Analyze, Help: a missing PSScriptAnalyzer or PlatyPS is said but is no failure.
    [switch] $Optional,

    # Says nothing while all goes well.
    [switch] $Quiet
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$tasks = Join-Path $PSScriptRoot 'tools/Build'
switch ($Task) {
    'Build' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet:$Quiet
    }
    'Test' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet
        & (Join-Path $tasks 'Test-Module.ps1') -Filter $Filter
        exit $LASTEXITCODE
    }
    'Demo' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet
        & (Join-Path $PSScriptRoot 'examples/Show-Demo.ps1')
    }
    'Bench' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet
        & (Join-Path $tasks 'Measure-Module.ps1') -Row $Row -Round $Round -Publish:$Publish -Micro:$Micro -Filter $Filter
        exit $LASTEXITCODE
    }
    'Help' {
        & (Join-Path $tasks 'Build-Help.ps1') -Optional:$Optional
        exit $LASTEXITCODE
    }
    'Analyze' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet
        & (Join-Path $tasks 'Invoke-Analysis.ps1') -Optional:$Optional
        exit $LASTEXITCODE
    }
    'Package' {
        & (Join-Path $tasks 'Build-Module.ps1') -Quiet:$Quiet
        & (Join-Path $tasks 'New-Package.ps1')
    }
    'Clean' {
        & (Join-Path $tasks 'Clear-Output.ps1')
    }
}
