#Requires -Version 7.6
<#
.SYNOPSIS
    Puts what was measured into docs/performance.md, and the figures that matter most into the README, between the marks
    that they have for it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The JSON file.
    [Parameter(Mandatory)]
    [string] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path $PSScriptRoot

# Puts text between the two marks of a document.
function Edit-Document {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Name, [string] $Begin, [string] $End, [string[]] $Line)

    $document = Join-Path $root $Name
    $text = Get-Content -LiteralPath $document -Raw
    $from, $to = $text.IndexOf($Begin, [StringComparison]::Ordinal), $text.IndexOf($End, [StringComparison]::Ordinal)
    if ($from -lt 0 -or $to -lt $from) {
        throw "$Name has lost the marks $Begin and $End."
    }
    $new = $text.Substring(0, $from + $Begin.Length) + "`n`n" + ($Line -join "`n") + "`n`n" + $text.Substring($to)
    if ($PSCmdlet.ShouldProcess($document, 'Replace the figures')) {
        Set-Content -LiteralPath $document -Value $new -NoNewline
    }
}

$format = Join-Path $PSScriptRoot 'Format-Performance.ps1'
Edit-Document -Name 'docs/performance.md' -Begin '<!-- measured -->' -End '<!-- /measured -->' -Line (& $format -Path $Path)
Edit-Document -Name 'README.md' -Begin '<!-- figures: begin (from docs/performance.md) -->' -End '<!-- figures: end -->' -Line (& $format -Path $Path -Summary)
