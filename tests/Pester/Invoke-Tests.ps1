#Requires -Version 7.6
<#
.SYNOPSIS
    Runs Pester files in this process: with Pester 5 or later where it is, else with the stand-in of tools/Shell.
.DESCRIPTION
    Prints failures and skips by name with the reason and gives one object for each test. The exit code is 1 if
    something failed or if there was no test at all. A module of binary cmdlets cannot be unloaded, so run this in a
    process of its own.
#>
[CmdletBinding()]
param(
    # The files or folders; without it, the folder that this lies in.
    [string[]] $Path = $PSScriptRoot,

    # Only the tests with one of these tags.
    [string[]] $Tag = @(),

    # Not the tests with one of these tags. They are told as NotRun.
    [string[]] $ExcludeTag = @(),

    # Only the tests whose full name has this in it.
    [string] $Filter,

    # Where to write what is given, as JSON, for another process.
    [string] $ResultPath,

    # Takes the stand-in even where Pester is.
    [switch] $UseStandIn,

    # A filter that leaves no test is no failure.
    [switch] $AllowNone
)

# No preference and no strict mode is set out here: the tests run in scopes inside this one.
$isRealPester = -not $UseStandIn -and $Host.Name -ne 'CheckpointTools.Shell' -and
    [bool](Get-Module -Name Pester -ListAvailable | Where-Object Version -GE '5.0')
if ($isRealPester) {
    Import-Module -Name Pester -MinimumVersion 5.0
}
else {
    Import-Module -Name (Join-Path $PSScriptRoot '../../tools/Shell/Modules/Pester/Pester.psd1')
}

$run = Invoke-Pester -Configuration @{
    Run = @{ Path = $Path; PassThru = $true }
    Filter = @{ Tag = $Tag; ExcludeTag = $ExcludeTag; FullName = @(if ($Filter) { "*$Filter*" }) }
    Output = @{ Verbosity = 'None' }
}

# One object for a test, or for something outside the tests that failed.
$results = @(
    foreach ($test in $run.Tests) {
        $message = @($test.ErrorRecord | ForEach-Object { $_.Exception.Message }) -join [Environment]::NewLine
        $reason = switch ($test.Result) {
            'Skipped' { if ($message) { $message -replace '^is skipped(, because )?' } else { 'marked -Skip' } }
            'Failed' { if ($message) { $message } else { 'a set-up of its block failed' } }
            default { $message }
        }
        [pscustomobject]@{
            Name = $test.ExpandedPath
            Result = [string]$test.Result
            Reason = $reason
            Tag = @(
                $test.Tag
                # Pester leaves a block's tags with the block; the stand-in hands them down.
                for ($block = $test.Block; $block; $block = $block.Parent) { $block.Tag }
            ) | Where-Object { $_ } | Select-Object -Unique
            File = Split-Path -Path $test.ScriptBlock.File -Leaf
            Line = $test.ScriptBlock.StartPosition.StartLine
        }
    }
    foreach ($block in $run.FailedBlocks) {
        [pscustomobject]@{
            Name = "set-up of $($block.ExpandedPath)"
            Result = 'Failed'
            Reason = @($block.ErrorRecord | ForEach-Object { $_.Exception.Message }) -join [Environment]::NewLine
            Tag = @()
            File = ''
            Line = 0
        }
    }
    foreach ($container in $run.FailedContainers) {
        [pscustomobject]@{
            Name = "discovery of $(Split-Path -Path "$($container.Item)" -Leaf)"
            Result = 'Failed'
            Reason = @($container.ErrorRecord | ForEach-Object { $_.Exception.Message }) -join [Environment]::NewLine
            Tag = @()
            File = ''
            Line = 0
        }
    }
    if (-not $run -or ($run.TotalCount -eq 0 -and -not $AllowNone -and $run.FailedContainersCount -eq 0)) {
        [pscustomobject]@{ Name = 'the run'; Result = 'Failed'; Reason = 'no test was found'; Tag = @(); File = ''; Line = 0 }
    }
)

if ($ResultPath) {
    Set-Content -LiteralPath $ResultPath -Value (ConvertTo-Json -InputObject $results -Depth 3)
}
foreach ($result in $results) {
    $place = if ($result.File) { " ($($result.File):$($result.Line))" }
    switch ($result.Result) {
        'Failed' { "FAILED  $($result.Name)${place}: $($result.Reason)" }
        'Skipped' { "SKIPPED $($result.Name)${place}: $($result.Reason)" }
        'Inconclusive' { "FAILED  $($result.Name)${place}: $($result.Reason)" }
    }
}
$with = if ($isRealPester) { "Pester $((Get-Module -Name Pester).Version)" } else { "the stand-in for Pester" }
$passed = @($results | Where-Object Result -EQ 'Passed').Count
$skipped = @($results | Where-Object Result -EQ 'Skipped').Count
$failed = @($results | Where-Object Result -In 'Failed', 'Inconclusive').Count
"Pester files, with $with in PowerShell $($PSVersionTable.PSVersion): $passed passed, $failed failed, $skipped skipped."
exit [int]($failed -gt 0)
