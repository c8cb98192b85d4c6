#Requires -Version 7.6
<#
.SYNOPSIS
    Writes what Measure-Performance.ps1 measured as a table in Markdown.
#>
[CmdletBinding()]
param(
    # The JSON file.
    [Parameter(Mandatory)]
    [string] $Path,

    # Only what somebody who meets the module wants to know: medians, of the comparisons with other programs.
    [switch] $Summary
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
if ($Summary) {
    '| Work | CheckpointTools | Against | Takes | Measured |'
    '|---|---:|---|---:|---|'
    # Rows 9 and 10 compare the module with itself; of the others, the comparison that an admin would make.
    $report.Rows |
        Where-Object { $_.Row -le 8 -and $_.Against -in 'checkpointctl show', 'checkpointctl inspect --all', 'podman container restore' } |
        ForEach-Object { "| $($_.Work) | $(Format-Value $_.Ours.Median $_.Unit) | $($_.Against) | $(Format-Value $_.Theirs.Median $_.Unit) | $($_.Measured) |" }
    ''
    "Medians of $($report.Rounds) runs in turn, page cache warm, on $($machine.Processors) cores. The large archive holds 720 MiB of memory and 310 MiB of files. All figures, the machine and how it was done: [docs/performance.md](docs/performance.md)."
    return
}

"Measured $($report.Date) UTC in tests/RealHost: $($machine.Processors) x $($machine.Processor), $($machine.MemoryGiB) GiB, Linux $($machine.Kernel), .NET $($machine.DotNet), PowerShell $($machine.PowerShell), $($machine.Tools). Medians of $($report.Rounds), and in brackets the least and the most; load of the machine (1, 5, 15 minutes) $(($machine.Load -split ' ')[0..2] -join ', ') at the beginning, $(($machine.LoadAfter -split ' ')[0..2] -join ', ') at the end."
''
'| # | Work | CheckpointTools | Against | Takes | Asked | Measured | |'
'|---|---|---|---|---|---|---|---|'
foreach ($row in $report.Rows) {
    $mark = if ($null -eq $row.Reached) { '' } elseif ($row.Reached) { 'reached' } else { '**missed**' }
    "| $($row.Row) | $($row.Work) | $(Format-Side $row.Ours $row.Unit) | $($row.Against) | $(Format-Side $row.Theirs $row.Unit) | $($row.Asked) | $($row.Measured) | $mark |"
}
