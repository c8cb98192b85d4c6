#Requires -Version 7.6
<#
.SYNOPSIS
    Runs every test that this machine can run: the xUnit projects and the Pester files of tests/.
.DESCRIPTION
    Names failures and skips with the reason and ends with one line of counts. The exit code is 1 if something failed.
    Tests with the tag RealPodman run inside tests/RealHost/real-host. Where that cannot be, they are skipped, or have
    failed if CHECKPOINTTOOLS_REAL_PODMAN is 'required'. CHECKPOINTTOOLS_REAL_HOST_SUITE chooses another Debian than trixie, and
    with it another Podman: forky or experimental.
#>
[CmdletBinding()]
param(
    # Only the tests whose full name has this in it.
    [string] $Filter
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path (Split-Path $PSScriptRoot)
$results = Join-Path $root 'output/test-results'
if (Test-Path -LiteralPath $results) {
    Remove-Item -LiteralPath $results -Recurse -Force
}
$null = New-Item -Path $results -ItemType Directory -Force
$suite = if ($env:CHECKPOINTTOOLS_REAL_HOST_SUITE) { $env:CHECKPOINTTOOLS_REAL_HOST_SUITE } else { 'trixie' }
$isPodmanRequired = $env:CHECKPOINTTOOLS_REAL_PODMAN -eq 'required'
$powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
$runner = Join-Path $root 'tests/Pester/Invoke-Tests.ps1'
$count = @{ Passed = 0; Failed = 0; Skipped = 0 }

# Counts what a TRX file says, and names what failed or was skipped.
function Read-TestResult {
    param([string] $Path)

    $run = ([xml](Get-Content -LiteralPath $Path -Raw)).DocumentElement
    foreach ($result in $run.GetElementsByTagName('UnitTestResult')) {
        # The reason stands in one of these two, wherever the runner put it.
        $texts = @('Message', 'StdOut' | ForEach-Object { $result.GetElementsByTagName($_) } | ForEach-Object InnerText)
        $reason = if ($texts) { $texts[0] }
        switch ($result.outcome) {
            'Passed' { $count.Passed++ }
            'NotExecuted' { $count.Skipped++; "SKIPPED $($result.testName): $reason" }
            default { $count.Failed++; "FAILED  $($result.testName): $reason" }
        }
    }
}

# Counts what Invoke-Tests.ps1 wrote; what it printed was seen already. What is required may not be skipped.
function Read-PesterResult {
    param([string] $Path, [switch] $Required)

    foreach ($result in @(Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json)) {
        switch ($result.Result) {
            'Passed' { $count.Passed++ }
            'Skipped' { if ($Required) { $count.Failed++ } else { $count.Skipped++ } }
            'NotRun' { }
            default { $count.Failed++ }
        }
    }
}

function Invoke-UnitTest {
    param([System.IO.FileInfo] $Project)

    $trx = Join-Path $results "$($Project.BaseName).trx"
    $arguments = @(
        'test', $Project.FullName, '--configuration', 'Release', '--verbosity', 'quiet', '-maxCpuCount:2'
        '--logger', "trx;LogFileName=$trx"
        if ($Filter) { '--filter', "FullyQualifiedName~$Filter" }
    )
    $log = & dotnet @arguments 2>&1
    $exitCode = $LASTEXITCODE
    if (Test-Path -LiteralPath $trx) {
        $before = $count.Failed
        Read-TestResult $trx
        if ($exitCode -eq 0 -or $count.Failed -gt $before) {
            return
        }
    }
    elseif ($exitCode -eq 0 -and $Filter) {
        # No test of this project has such a name.
        return
    }

    # It did not build, or the runner itself failed.
    $log | ForEach-Object { "$_" }
    $count.Failed++
    "FAILED  $($Project.BaseName): dotnet test ended with exit code $exitCode"
}

function Invoke-PesterTest {
    param([string] $Name, [string[]] $Launcher, [string[]] $Argument, [switch] $Required)

    $json = Join-Path $results "$Name.json"
    $program, $leading = @($Launcher) + $powershell
    & $program @leading -NoProfile -NonInteractive -File $runner -ResultPath $json @Argument
    if (Test-Path -LiteralPath $json) {
        Read-PesterResult $json -Required:$Required
    }
    else {
        $count.Failed++
        "FAILED  ${Name}: the runner ended with exit code $LASTEXITCODE and no result"
    }
}

# The tests that want a real podman: run in the real host, or told as skipped, or as failed where they are required.
function Invoke-RealPodmanTest {
    $json = Join-Path $results 'Pester.json'
    if (-not (Test-Path -LiteralPath $json)) {
        return
    }
    $waiting = @(Get-Content -LiteralPath $json -Raw | ConvertFrom-Json |
            Where-Object { $_.Result -eq 'NotRun' -and $_.Tag -contains 'RealPodman' } |
            Where-Object { $_.Name -like "*$Filter*" })
    if (-not $waiting) {
        return
    }

    $realHost = Join-Path $root 'tests/RealHost/real-host'
    $reason = if (-not (Test-Path -LiteralPath $realHost)) { 'tests/RealHost/real-host is not there' }
    if (-not $reason) {
        $said = & $realHost available --suite $suite 2>&1
        if ($LASTEXITCODE -ne 0) {
            $reason = "no real host here: $said"
        }
        else {
            & $realHost provision --suite $suite
            if ($LASTEXITCODE -ne 0) {
                $reason = "the real host could not be provisioned (exit code $LASTEXITCODE)"
            }
        }
    }
    if (-not $reason) {
        # This PowerShell and its modules, Pester among them, have to be there too.
        $bind = @(Split-Path -Path $powershell) + @($env:PSModulePath -split ':') |
            Where-Object { $_ -and (Test-Path -LiteralPath $_) -and -not "$_/".StartsWith("$root/") } |
            Select-Object -Unique | ForEach-Object { '--ro-bind', $_ }
        $launcher = @($realHost, 'run', '--suite', $suite) + @($bind) + '--'
        Invoke-PesterTest -Name 'RealPodman' -Launcher $launcher -Argument (@('-Tag', 'RealPodman') + $filterArgument) -Required:$isPodmanRequired
        return
    }
    foreach ($test in $waiting) {
        if ($isPodmanRequired) {
            $count.Failed++
            "FAILED  $($test.Name): a real podman is required, and $reason"
        }
        else {
            $count.Skipped++
            "SKIPPED $($test.Name): $reason"
        }
    }
}

# A filter that fits tests of one kind fits none of another.
$filterArgument = @(if ($Filter) { '-Filter', $Filter, '-AllowNone' })

Get-ChildItem -Path (Join-Path $root 'tests/*/*.Tests.csproj') | ForEach-Object { Invoke-UnitTest $_ }
Invoke-PesterTest -Name 'Pester' -Launcher @() -Argument (@('-ExcludeTag', 'RealPodman') + $filterArgument)
Invoke-RealPodmanTest

if ($count.Passed + $count.Failed + $count.Skipped -eq 0) {
    $count.Failed++
    'FAILED  the run: no test was found'
}
"$($count.Passed) passed, $($count.Failed) failed, $($count.Skipped) skipped"
exit [int]($count.Failed -gt 0)
