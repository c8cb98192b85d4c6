#Requires -Version 7.6
<#
.SYNOPSIS
    Builds output/CheckpointTools/<version>, unless nothing has changed since it was built.
#>
[CmdletBinding()]
param(
    # Says nothing while all goes well.
    [switch] $Quiet
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path (Split-Path $PSScriptRoot)
$manifest = Join-Path $root 'CheckpointTools.psd1'
$version = (Import-PowerShellDataFile -LiteralPath $manifest).ModuleVersion
$module = Join-Path $root "output/CheckpointTools/$version"
$stamp = Join-Path $root 'output/build-inputs.txt'

# What the module is made of, with sizes and times: if this is as it was, so is the module.
$inputs = @(
    Get-ChildItem -LiteralPath (Join-Path $root 'src') -Recurse -File |
        Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]'
    'CheckpointTools.psd1', 'Directory.Build.props', 'Directory.Packages.props', 'global.json', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES.txt' |
        ForEach-Object { Get-Item -LiteralPath (Join-Path $root $_) }
    if (Test-Path -LiteralPath (Join-Path $root 'en-US')) {
        Get-ChildItem -LiteralPath (Join-Path $root 'en-US') -Recurse -File
    }
    Get-Item -LiteralPath $PSCommandPath
)
$state = @($inputs | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }) -join "`n"
$isCurrent = (Test-Path -LiteralPath $stamp) -and (Test-Path -LiteralPath $module) -and
    (Get-Content -LiteralPath $stamp -Raw).TrimEnd() -ceq $state
if ($isCurrent) {
    if (-not $Quiet) {
        "output/CheckpointTools/$version is up to date."
    }
    return
}

$project = Join-Path $root 'src/CheckpointTools/CheckpointTools.csproj'
$log = & dotnet build $project --configuration Release --verbosity quiet -maxCpuCount:2 "-property:Version=$version" 2>&1
if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine("$_") }
    throw 'The module does not build.'
}
$log | Where-Object { "$_" -match ': warning ' } | ForEach-Object { "$_" }

# Anew each time: what is no longer part of the module must not stay behind.
$modules = Split-Path $module
if (Test-Path -LiteralPath $modules) {
    Remove-Item -LiteralPath $modules -Recurse -Force
}
$dependencies = Join-Path $module 'deps'
$null = New-Item -Path $dependencies -ItemType Directory -Force

$built = Join-Path $root 'src/CheckpointTools/bin/Release/net10.0'
Copy-Item -LiteralPath (Join-Path $built 'CheckpointTools.dll') -Destination $module

# PowerShell brings these two itself; a second copy beside the module would only be in the way.
$provided = 'CheckpointTools.dll', 'System.Management.Automation.dll', 'Newtonsoft.Json.dll'
Get-ChildItem -LiteralPath $built -Filter '*.dll' -File |
    Where-Object Name -NotIn $provided |
    ForEach-Object { Copy-Item -LiteralPath $_.FullName -Destination $dependencies }

Get-ChildItem -LiteralPath (Join-Path $root 'src/CheckpointTools') -Filter '*.ps1xml' -File |
    ForEach-Object { Copy-Item -LiteralPath $_.FullName -Destination $module }
'CheckpointTools.psd1', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES.txt' |
    ForEach-Object { Copy-Item -LiteralPath (Join-Path $root $_) -Destination $module }
if (Test-Path -LiteralPath (Join-Path $root 'en-US')) {
    Copy-Item -LiteralPath (Join-Path $root 'en-US') -Destination $module -Recurse
}

Set-Content -LiteralPath $stamp -Value $state
if (-not $Quiet) {
    "Built output/CheckpointTools/$version."
}
