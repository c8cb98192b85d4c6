#Requires -Version 7.6
<#
.SYNOPSIS
    Writes what Measure-Performance.ps1 measured as a table in Markdown.
#>
[CmdletBinding()]
param(
    # The JSON file.
    [Parameter(Mandatory)]
    [string] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Format-Value {
    param([double] $Value, [string] $Unit)

    if ($Unit -eq 'ms' -and $Value -ge 1000) { return '{0:0.00} s' -f ($Value / 1000) }
    if ($Value -ge 100) { return '{0:0} {1}' -f $Value, $Unit }
    '{0:0.0} {1}' -f $Value, $Unit
}

function Format-Side {
    param([psobject] $Side, [string] $Unit)

    if (-not $Side) { return '' }
    "$(Format-Value $Side.Median $Unit) ($(Format-Value $Side.Minimum $Unit) – $(Format-Value $Side.Maximum $Unit))"
}

$report = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
$machine = $report.Machine
"Measured $($report.Date) UTC in tests/RealHost: $($machine.Processors) x $($machine.Processor), $($machine.MemoryGiB) GiB, Linux $($machine.Kernel), .NET $($machine.DotNet), PowerShell $($machine.PowerShell), $($machine.Tools). Medians of $($report.Rounds), and in brackets the least and the most; load of the machine (1, 5, 15 minutes) $(($machine.Load -split ' ')[0..2] -join ', ') at the beginning, $(($machine.LoadAfter -split ' ')[0..2] -join ', ') at the end."
''
'| # | Work | CheckpointTools | Against | Takes | Asked | Measured | |'
'|---|---|---|---|---|---|---|---|'
foreach ($row in $report.Rows) {
    $mark = if ($row.Reached) { 'reached' } else { '**missed**' }
    "| $($row.Row) | $($row.Work) | $(Format-Side $row.Ours $row.Unit) | $($row.Against) | $(Format-Side $row.Theirs $row.Unit) | $($row.Asked) | $($row.Measured) | $mark |"
}
