#Requires -Version 7.6
<#
.SYNOPSIS
    Puts the table of what was measured into docs/performance.md, between the two marks that it has there.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The JSON file.
    [Parameter(Mandatory)]
    [string] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$document = Join-Path $PSScriptRoot '../docs/performance.md'
$text = Get-Content -LiteralPath $document -Raw
$begin, $end = '<!-- measured -->', '<!-- /measured -->'
$from, $to = $text.IndexOf($begin, [StringComparison]::Ordinal), $text.IndexOf($end, [StringComparison]::Ordinal)
if ($from -lt 0 -or $to -lt $from) {
    throw "docs/performance.md has lost the marks $begin and $end."
}
$table = @(& (Join-Path $PSScriptRoot 'Format-Performance.ps1') -Path $Path) -join "`n"
$new = $text.Substring(0, $from + $begin.Length) + "`n`n$table`n`n" + $text.Substring($to)
if ($PSCmdlet.ShouldProcess($document, 'Replace the table')) {
    Set-Content -LiteralPath $document -Value $new -NoNewline
}
