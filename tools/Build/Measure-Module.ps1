#Requires -Version 7.6
<#
.SYNOPSIS
    Measures the module side by side with podman, checkpointctl, zstd and gzip, in the real host of tests/RealHost.
.DESCRIPTION
    Makes its archives once, beside the real host's own cache. Prints a table, and writes it as output/bench/performance.md
    and performance.json.
#>
[CmdletBinding()]
param(
    # Only these rows, by number, as in '6,7'.
    [string] $Row,

    # How often each side is measured.
    [int] $Round = 5,

    # Puts the figures into docs/performance.md and the README.
    [switch] $Publish,

    # Runs the micro benchmarks instead.
    [switch] $Micro,

    # With -Micro: the benchmarks that fit this pattern of BenchmarkDotNet.
    [string] $Filter
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path (Split-Path $PSScriptRoot)
$bench = Join-Path $root 'bench'
$output = Join-Path $root 'output/bench'
$null = New-Item -Path $output -ItemType Directory -Force

if ($Micro) {
    $pattern = if ($Filter) { $Filter } else { '*' }
    & dotnet run --project (Join-Path $bench 'CheckpointTools.Benchmarks') --configuration Release -- --filter $pattern --artifacts (Join-Path $output 'micro')
    exit $LASTEXITCODE
}

$realHost = Join-Path $root 'tests/RealHost/real-host'
# Archives are always made by the default suite's Podman; they can be restored by those of others.
$suite = @(if ($env:CHECKPOINTTOOLS_REAL_HOST_SUITE) { '--suite', $env:CHECKPOINTTOOLS_REAL_HOST_SUITE })
$said = & $realHost available @suite 2>&1
if ($LASTEXITCODE -ne 0) {
    [Console]::Error.WriteLine("There is no real host on this machine to measure in: $said")
    exit 1
}
if ("$said" -notmatch '^folder') {
    # There, nothing that is made is thrown away afterwards.
    [Console]::Error.WriteLine('The benchmark restores containers, and does so only in a host of its own: real-host says that here it would be the machine itself.')
    exit 1
}
& $realHost provision @suite
if ($LASTEXITCODE -ne 0) {
    exit $LASTEXITCODE
}

# As tests/RealHost/real-host finds its cache.
$cache = if ($env:CHECKPOINTTOOLS_CACHE) { $env:CHECKPOINTTOOLS_CACHE }
elseif ($env:XDG_CACHE_HOME) { Join-Path $env:XDG_CACHE_HOME 'checkpointtools' }
elseif ($env:HOME -and $env:HOME -ne '/') { Join-Path $env:HOME '.cache/checkpointtools' }
else { '/var/cache/checkpointtools' }

# The number is raised when other archives are wanted.
$archives = Join-Path $cache 'bench-v1'
$null = New-Item -Path $archives -ItemType Directory -Force
if (-not (Test-Path -LiteralPath (Join-Path $archives '.ready'))) {
    'Making the archives to measure with; about 4 GB, once.'
    & $realHost run --bind $archives -- (Join-Path $bench 'inside/make-archives') $archives
    if ($LASTEXITCODE -ne 0) {
        exit $LASTEXITCODE
    }
}

$json = Join-Path $output 'performance.json'
$powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
$arguments = @(
    '-NoProfile', '-NonInteractive', '-File', (Join-Path $bench 'Measure-Performance.ps1')
    '-Folder', $archives, '-ResultPath', $json, '-Round', $Round
    if ($Row) { '-Row', $Row }
)
& $realHost run @suite --ro-bind $archives --ro-bind (Split-Path $powershell) -- $powershell @arguments
if ($LASTEXITCODE -ne 0) {
    exit $LASTEXITCODE
}

$markdown = Join-Path $output 'performance.md'
$table = & (Join-Path $bench 'Format-Performance.ps1') -Path $json
Set-Content -LiteralPath $markdown -Value $table
$table
if ($Publish) {
    & (Join-Path $bench 'Publish-Performance.ps1') -Path $json
}
