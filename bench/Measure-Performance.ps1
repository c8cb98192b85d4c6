#Requires -Version 7.6
<#
.SYNOPSIS
    Measures the module side by side with the tools that it is compared with, and writes what was measured as JSON.
.DESCRIPTION
    Runs in a real host (tests/RealHost), in one session that lives as long as the measuring. What is compared with
    what, and what has to be reached, is in Rows.ps1. Both sides of a comparison run in turn, ours first; what is
    counted are medians. The first runs warm up the session and the page cache and are not counted.
#>
[CmdletBinding()]
param(
    # The archives that inside/make-archives made.
    [Parameter(Mandatory)]
    [string] $Folder,

    # Where the result goes.
    [Parameter(Mandatory)]
    [string] $ResultPath,

    # The rows to measure, by number, as in '6,7'.
    [string] $Row,

    # How often each side is measured.
    [ValidateRange(1, 100)]
    [int] $Round = 5
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

Import-Module -Name (Join-Path $PSScriptRoot 'Measure.psm1')
& (Join-Path $PSScriptRoot '../tools/Import-BuiltModule.ps1')

function Get-Median {
    param([double[]] $Value)

    $sorted = [System.Linq.Enumerable]::ToArray([System.Linq.Enumerable]::Order([System.Linq.Enumerable]::OfType[double]($Value)))
    $middle = $sorted.Length / 2
    if ($sorted.Length % 2) { $sorted[[math]::Floor($middle)] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

function Get-Side {
    param([double[]] $Value)

    $measured = $Value | Measure-Object -Minimum -Maximum
    [ordered]@{
        Median = [math]::Round((Get-Median $Value), 3)
        Minimum = [math]::Round($measured.Minimum, 3)
        Maximum = [math]::Round($measured.Maximum, 3)
        Values = @($Value | ForEach-Object { [math]::Round($_, 3) })
    }
}

# What is measured of both, how it is told, and whether it is enough.
function Get-Verdict {
    param([hashtable] $Comparison, [double] $Our, [double] $Their)

    $need = $Comparison.Limit
    $value, $told, $asked = switch ($Comparison.Kind) {
        'Faster' { ($Their / $Our), '{0:0.0}x faster', '{0:0.##}x faster' }
        'AtMost' { ($Our / $Their), "{0:0.00}x its $(if ($Comparison.Unit -eq 'ms') { 'time' } else { 'memory' })", 'at most {0:0.##}x' }
        'Under' { $Our, "{0:0.0} $($Comparison.Unit)", "under {0:0.##} $($Comparison.Unit)" }
        'Over' { ($Our - $Their), "{0:0.0} $($Comparison.Unit) more", "less than {0:0.##} $($Comparison.Unit) more" }
    }
    $reached = if (-not $need) { $null } elseif ($Comparison.Kind -eq 'Faster') { $value -ge $need } else { $value -le $need }
    [ordered]@{ Measured = $told -f $value; Asked = if ($need) { $asked -f $need } else { '' }; Ratio = [math]::Round($value, 4); Reached = $reached }
}

function Measure-Comparison {
    param([hashtable] $Comparison)

    $ours = [System.Collections.Generic.List[double]]::new()
    $theirs = [System.Collections.Generic.List[double]]::new()
    $sides = @(
        @{ Block = $Comparison.Ours; Values = $ours }
        if ($Comparison.Theirs) { @{ Block = $Comparison.Theirs; Values = $theirs } }
    )
    for ($i = -$Comparison.WarmUp; $i -lt $Round; $i++) {
        foreach ($side in $sides) {
            $value = & $side.Block $Comparison.InputObject
            if ($i -ge 0) {
                $side.Values.Add($value)
            }
        }
    }

    $result = [ordered]@{
        Row = $Comparison.Row
        Work = $Comparison.Work
        Against = $Comparison.Against
        Unit = $Comparison.Unit
        Ours = Get-Side $ours
        Theirs = if ($theirs.Count) { Get-Side $theirs }
    }
    $verdict = Get-Verdict -Comparison $Comparison -Our $result.Ours.Median -Their $(if ($theirs.Count) { $result.Theirs.Median } else { 0 })
    $verdict.Keys | ForEach-Object { $result[$_] = $verdict[$_] }
    $result
}

# Of a tool that has no word for its version, what its package says.
function Get-ToolVersion {
    $packages = 'podman', 'criu', 'runc', 'crun', 'checkpointctl', 'zstd', 'gzip', 'coreutils'
    $lines = @(& dpkg-query --show --showformat '${Package} ${Version}\n' @packages 2>$null)
    $lines -join ', '
}

function Get-Machine {
    $model = @(Get-Content -LiteralPath '/proc/cpuinfo' | Where-Object { $_ -like 'model name*' })
    $memory = @(Get-Content -LiteralPath '/proc/meminfo' | Where-Object { $_ -like 'MemTotal*' })[0] -replace '\D'
    [ordered]@{
        Processor = ($model[0] -split ':', 2)[1].Trim()
        Processors = [Environment]::ProcessorCount
        MemoryGiB = [math]::Round([long] $memory / 1MB, 1)
        Kernel = (Get-Content -LiteralPath '/proc/sys/kernel/osrelease' -Raw).Trim()
        DotNet = [Environment]::Version.ToString()
        PowerShell = "$($PSVersionTable.PSVersion) ($($Host.Name))"
        Tools = Get-ToolVersion
        Load = (Get-Content -LiteralPath '/proc/loadavg' -Raw).Trim()
    }
}

$date = [DateTimeOffset]::UtcNow.ToString('yyyy-MM-dd HH:mm')
$machine = Get-Machine
$sizes = [ordered]@{}
Get-ChildItem -LiteralPath $Folder -Filter '*.tar' -File | ForEach-Object { $sizes[$_.Name] = $_.Length }
Invoke-Program -Command 'podman', 'load', '--quiet', '--input', (Join-Path $Folder 'image.tar')

$comparisons = @(& (Join-Path $PSScriptRoot 'Rows.ps1') -Folder $Folder | Where-Object { -not $Row -or $_.Row -in ($Row -split ',') })
$results = @(
    foreach ($comparison in $comparisons) {
        $result = Measure-Comparison $comparison
        [Console]::Error.WriteLine("row $($result.Row), $($result.Work), vs $($result.Against): $($result.Measured), asked $($result.Asked)")
        $result
    }
)
$machine['LoadAfter'] = (Get-Content -LiteralPath '/proc/loadavg' -Raw).Trim()
$report = [ordered]@{ Date = $date; Rounds = $Round; Machine = $machine; Archives = $sizes; Rows = $results }
Set-Content -LiteralPath $ResultPath -Value ($report | ConvertTo-Json -Depth 6)
