#Requires -Version 7.6
<#
.SYNOPSIS
    Makes en-US/CheckpointTools.dll-Help.xml, which Get-Help reads, of the pages in docs/help.
.DESCRIPTION
    The file is committed, so that a build needs no Microsoft.PowerShell.PlatyPS. Where that is missing, this says so
    and leaves the file as it is.
#>
[CmdletBinding()]
param(
    # A missing PlatyPS is said but is no failure.
    [switch] $Optional
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -GE '1.0.3')) {
    [Console]::Error.WriteLine('Microsoft.PowerShell.PlatyPS 1.0.3 or later is not installed, so the help was not made anew. Install-PSResource Microsoft.PowerShell.PlatyPS gets it.')
    exit [int](-not $Optional)
}
Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.3

$root = Split-Path (Split-Path $PSScriptRoot)
$target = Join-Path $root 'en-US/CheckpointTools.dll-Help.xml'
$work = Join-Path $root 'output/help'
if (Test-Path -LiteralPath $work) {
    Remove-Item -LiteralPath $work -Recurse -Force
}

$pages = @(Get-ChildItem -LiteralPath (Join-Path $root 'docs/help') -Filter '*.md' | Sort-Object -Property Name -Culture '')
$commands = @($pages | ForEach-Object { Import-MarkdownCommandHelp -Path $_.FullName })
$doubts = @($commands | ForEach-Object { $_.Diagnostics.Messages } | Where-Object Severity -NE 'Information')
if ($doubts) {
    throw "PlatyPS does not understand the pages: $($doubts -join '; ')"
}
$null = $commands | Export-MamlCommandHelp -OutputFolder $work -Force

# PlatyPS writes an example as Markdown, cut into paragraphs wherever a line is empty, within a fence too, and parted by
# control characters (U+0080) that terminals show. Get-Help has a place for the command and one for what follows it.
function Split-Example {
    param([System.Xml.XmlElement] $Example)

    $document = $Example.OwnerDocument
    $paragraphs = @($Example.GetElementsByTagName('maml:para') | ForEach-Object InnerText | Where-Object { $_.Trim([char]0x80, ' ', "`n") })
    $Example.GetElementsByTagName('maml:introduction')[0].RemoveAll()
    $parts = ($paragraphs -join "`n`n") -split '(?m)^```\w*\n?' | ForEach-Object { $_.Trim("`n") } | Where-Object { $_ }
    $code, $rest = $parts
    $Example.GetElementsByTagName('dev:code')[0].InnerText = $code
    $remarks = $Example.GetElementsByTagName('dev:remarks')[0]
    foreach ($part in $rest) {
        $paragraph = $document.CreateElement('maml', 'para', $document.DocumentElement.GetNamespaceOfPrefix('maml'))
        $paragraph.InnerText = $part
        $null = $remarks.AppendChild($paragraph)
    }
}

$maml = [xml]::new()
$maml.PreserveWhitespace = $false
$maml.Load((Join-Path $work 'CheckpointTools/CheckpointTools.dll-Help.xml'))
$maml.GetElementsByTagName('command:example') | ForEach-Object { Split-Example $_ }

# A path between pages leads nowhere from Get-Help; the name of what is linked stays.
$maml.GetElementsByTagName('maml:uri') | Where-Object InnerText -NotMatch '^https:' | ForEach-Object { $_.InnerText = '' }

# One form wherever it is made, so that a difference in the file is one in the pages.
$settings = [System.Xml.XmlWriterSettings]@{
    Indent = $true
    NewLineChars = "`n"
    NewLineHandling = 'Replace'
    Encoding = [System.Text.UTF8Encoding]::new($false)
}
$writer = [System.Xml.XmlWriter]::Create($target, $settings)
try {
    $maml.Save($writer)
}
finally {
    $writer.Dispose()
}
"Made en-US/CheckpointTools.dll-Help.xml of $($pages.Count) pages."
exit 0
