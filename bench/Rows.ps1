#Requires -Version 7.6
<#
.SYNOPSIS
    What is compared with what, and what has to be reached.
.DESCRIPTION
    Kind and Limit say what is asked: 'Faster' so many times, 'AtMost' so many times their time, 'Under' so many units,
    'Over' theirs by less than so many. With a Limit of 0 nothing is asked, and the comparison is only told. Each side is
    a script block that gives what it measured.
#>
[CmdletBinding()]
param(
    # The archives that inside/make-archives made.
    [Parameter(Mandatory)]
    [string] $Folder
)

$shell = & (Join-Path $PSScriptRoot '../tools/Get-PowerShellPath.ps1')
$module = (Get-Module -Name CheckpointTools).Path -replace '\.dll$', '.psd1'
$thousand = Join-Path $Folder 'thousand'

# A comparison. Its two blocks are called with the input, for they are called later than the loops below run.
function New-Comparison {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Changes nothing.')]
    param([int] $Row, [string] $Work, [psobject] $InputObject, [scriptblock] $Ours, [string] $Against = '', [scriptblock] $Theirs, [string] $Kind, [double] $Limit, [string] $Unit = 'ms', [int] $WarmUp = 1)

    @{
        Row = $Row; Work = $Work; InputObject = $InputObject; Ours = $Ours; Against = $Against; Theirs = $Theirs
        Kind = $Kind; Limit = $Limit; Unit = $Unit; WarmUp = $WarmUp
    }
}

function Get-Large {
    param([string] $Compression)

    Join-Path $Folder "large-$Compression.tar"
}

$list = { param($archive) Measure-Call { Get-CheckpointManifest -LiteralPath $archive } }
foreach ($compression in 'zstd', 'gzip') {
    $common = @{ Row = 1; Work = "Get-CheckpointManifest, $compression"; InputObject = Get-Large $compression; Ours = $list; WarmUp = 2; Kind = 'Faster'; Limit = 500 }
    New-Comparison @common -Against 'checkpointctl show' -Theirs { param($archive) Measure-Program checkpointctl, show, $archive }
    New-Comparison @common -Against 'podman refuses it' -Theirs { param($archive) Measure-Program podman, container, restore, '--pod', nosuchpod, '--import', $archive -ExitCode 125 }
}
foreach ($compression in 'none', 'zstd', 'gzip') {
    New-Comparison -Row 1 -Work "Get-CheckpointManifest, $compression" -InputObject (Get-Large $compression) -Ours $list -Kind Under -Limit 5 -WarmUp 5
}

$test = { param($archive) Measure-Call { Test-CheckpointArchive -LiteralPath $archive } }
$inspect = { param($archive) Measure-Program checkpointctl, inspect, '--all', $archive }
New-Comparison -Row 2 -Work 'Test-CheckpointArchive, zstd' -InputObject (Get-Large zstd) -Ours $test -Against 'zstd -dc' -Theirs { param($archive) Measure-Program zstd, '-dc', $archive } -Kind AtMost -Limit 1.3
New-Comparison -Row 3 -Work 'Test-CheckpointArchive, gzip' -InputObject (Get-Large gzip) -Ours $test -Against 'gzip -dc' -Theirs { param($archive) Measure-Program gzip, '-dc', $archive } -Kind AtMost -Limit 0.6
New-Comparison -Row 4 -Work 'Test-CheckpointArchive, none' -InputObject (Get-Large none) -Ours $test -Against 'checkpointctl inspect --all' -Theirs $inspect -Kind Faster -Limit 10
New-Comparison -Row 4 -Work 'Test-CheckpointArchive -IncludeHash, none' -InputObject (Get-Large none) -Ours { param($archive) Measure-Call { Test-CheckpointArchive -LiteralPath $archive -IncludeHash } } -Against 'sha256sum' -Theirs { param($archive) Measure-Program sha256sum, $archive } -Kind AtMost -Limit 1
foreach ($compression in 'zstd', 'gzip') {
    New-Comparison -Row 5 -Work "Test-CheckpointArchive, $compression" -InputObject (Get-Large $compression) -Ours $test -Against 'checkpointctl inspect --all' -Theirs $inspect -Kind Faster -Limit 4
}

$import = {
    param($restore)
    Measure-Call { Import-ContainerCheckpoint -LiteralPath $restore.Archive }
    Reset-Host $restore.Container
}
$podman = {
    param($restore)
    Measure-Program podman, container, restore, '--import', $restore.Archive
    Reset-Host $restore.Container
}
foreach ($compression in 'zstd', 'gzip', 'none') {
    $limit = if ($compression -eq 'none') { 0 } else { 0.5 }
    New-Comparison -Row 6 -Work "Import-ContainerCheckpoint, $compression" -InputObject @{ Archive = Get-Large $compression; Container = 'large' } -Ours $import -Against 'podman container restore' -Theirs $podman -Kind AtMost -Limit $limit
}
New-Comparison -Row 7 -Work 'Import-ContainerCheckpoint, 30 KB' -InputObject @{ Archive = Join-Path $Folder 'small.tar'; Container = 'small' } -Ours $import -Against 'podman container restore' -Theirs $podman -Kind AtMost -Limit 1.3 -WarmUp 3

New-Comparison -Row 8 -Work 'Test-CheckpointArchive, 1,000 of 30 KB' -InputObject $thousand -Ours { param($folder) Measure-Call { Test-CheckpointArchive -Path "$folder/*.tar" } } -Against 'checkpointctl inspect --all' -Theirs {
    param($folder)
    Measure-Program (@('checkpointctl', 'inspect', '--all') + @(Get-ChildItem -LiteralPath $folder | ForEach-Object FullName))
} -Kind Faster -Limit 8

foreach ($compression in 'none', 'zstd', 'gzip') {
    New-Comparison -Row 9 -Work "peak memory, Test-CheckpointArchive, $compression" -InputObject (Get-Large $compression) -Ours { param($archive) Measure-Memory Test-CheckpointArchive $archive } -Kind Under -Limit 100 -Unit MB -WarmUp 0
}
foreach ($compression in 'none', 'zstd', 'gzip') {
    New-Comparison -Row 9 -Work "peak memory, Import-ContainerCheckpoint, $compression" -InputObject (Get-Large $compression) -Ours { param($archive) Measure-Memory Import-ContainerCheckpoint $archive; Reset-Host large } -Kind Under -Limit 100 -Unit MB -WarmUp 0
}
$sizes = @{ Little = Join-Path $Folder 'mb100.tar'; Much = Join-Path $Folder 'gb2.tar' }
New-Comparison -Row 9 -Work 'peak memory, Test-CheckpointArchive, 2 GB' -InputObject $sizes -Ours { param($size) Measure-Memory Test-CheckpointArchive $size.Much } -Against 'the same, 100 MB' -Theirs { param($size) Measure-Memory Test-CheckpointArchive $size.Little } -Kind AtMost -Limit 1.2 -Unit MB -WarmUp 0
New-Comparison -Row 9 -Work 'peak memory, Import-ContainerCheckpoint, 2 GB' -InputObject $sizes -Ours { param($size) Measure-Memory Import-ContainerCheckpoint $size.Much; Reset-Host gb2 } -Against 'the same, 100 MB' -Theirs { param($size) Measure-Memory Import-ContainerCheckpoint $size.Little; Reset-Host mb100 } -Kind AtMost -Limit 1.2 -Unit MB -WarmUp 0

New-Comparison -Row 10 -Work 'Import-Module CheckpointTools' -InputObject @{ Shell = $shell; Module = $module } -Ours { param($session) Measure-Program $session.Shell, '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$($session.Module)'" } -Against 'an empty session' -Theirs { param($session) Measure-Program $session.Shell, '-NoProfile', '-NonInteractive', '-Command', '$null' } -Kind Over -Limit 150
