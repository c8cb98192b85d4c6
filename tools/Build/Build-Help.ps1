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

# An example as PlatyPS writes it is Markdown in one piece, parted by control characters (U+0080) that terminals show.
# Get-Help has a place for the command and one for what follows it.
function Split-Example {
    param([System.Xml.XmlElement] $Example)

    $document = $Example.OwnerDocument
    $texts = @($Example.GetElementsByTagName('maml:para') | ForEach-Object InnerText | Where-Object { $_.Trim([char]0x80, ' ', "`n") })
    $code = $Example.GetElementsByTagName('dev:code')[0]
    $remarks = $Example.GetElementsByTagName('dev:remarks')[0]
    $Example.GetElementsByTagName('maml:introduction')[0].RemoveAll()
    foreach ($text in $texts) {
        $content = $text -replace '(?s)^```\w+\n(.*?)\n?```$', '$1'
        if (-not $code.InnerText -and $text.StartsWith('```powershell')) {
            $code.InnerText = $content
            continue
        }
        $paragraph = $document.CreateElement('maml', 'para', $document.DocumentElement.GetNamespaceOfPrefix('maml'))
        $paragraph.InnerText = $content
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
