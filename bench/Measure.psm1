#Requires -Version 7.6
<#
.SYNOPSIS
    The ways to measure: a call in this session, a program as a whole process, the memory of a session of its own.
#>

# Milliseconds that a call takes, its output thrown away as it comes: assigned to $null, it would first be gathered. An error
# ends the benchmark: what failed is no measurement.
function Measure-Call {
    param([scriptblock] $Call)

    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & $Call | Out-Null
    $watch.Elapsed.TotalMilliseconds
}

# Runs a program with its output thrown away, and checks its exit code.
function Invoke-Program {
    param([string[]] $Command, [int] $ExitCode = 0)

    $start = [System.Diagnostics.ProcessStartInfo]::new('/bin/sh')
    '-c', 'exec "$@" > /dev/null 2>&1', 'sh' | ForEach-Object { $start.ArgumentList.Add($_) }
    $Command | ForEach-Object { $start.ArgumentList.Add($_) }
    $process = [System.Diagnostics.Process]::Start($start)
    $process.WaitForExit()
    $ended = $process.ExitCode
    $process.Dispose()
    if ($ended -ne $ExitCode) {
        throw "$Command ended with exit code $ended."
    }
}

# Milliseconds from the start of a program to its end.
function Measure-Program {
    param([string[]] $Command, [int] $ExitCode = 0)

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Invoke-Program -Command $Command -ExitCode $ExitCode
    $watch.Elapsed.TotalMilliseconds
}

# Megabytes by which a new session grew, at its peak, over what it had when it was idle with the module imported.
function Measure-Memory {
    param([string] $Command, [string] $Archive)

    $powershell = & (Join-Path $PSScriptRoot '../tools/Get-PowerShellPath.ps1')
    $output = & $powershell -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'Measure-Session.ps1') -Command $Command -Archive $Archive
    if ($LASTEXITCODE -ne 0) {
        throw "$Command of $Archive failed: $output"
    }
    [double] @($output)[-1]
}

# What a restore has written is on the disk before the next begins, and what it made is gone.
function Reset-Host {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A benchmark asks nobody.')]
    param([string] $Container)

    Invoke-Program -Command 'podman', 'rm', '--force', '--time', '0', $Container
    Invoke-Program -Command 'sync'
}

Export-ModuleMember -Function Measure-Call, Invoke-Program, Measure-Program, Measure-Memory, Reset-Host
