#Requires -Version 7.6
<#
.SYNOPSIS
    Removes everything that was built, except tools/Shell, which may be what runs this.
#>
[CmdletBinding(SupportsShouldProcess)]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path (Split-Path $PSScriptRoot)
$folders = @(
    Join-Path $root 'output'
    Get-ChildItem -Path (Join-Path $root 'src/*/*.csproj'), (Join-Path $root 'tests/*/*.csproj'), (Join-Path $root 'bench/*/*.csproj') -ErrorAction Ignore |
        ForEach-Object { Join-Path $_.DirectoryName 'bin'; Join-Path $_.DirectoryName 'obj' }
)
foreach ($folder in $folders) {
    if ((Test-Path -LiteralPath $folder) -and $PSCmdlet.ShouldProcess($folder, 'Remove')) {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}
