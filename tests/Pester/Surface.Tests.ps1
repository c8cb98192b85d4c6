#Requires -Version 7.6
# The public surface, word for word. Scripts of others depend on it: who changes it, changes this table on purpose.
BeforeDiscovery {
    $script:table = @'
Get-CheckpointManifest IncludeEnvironment switch * named optional - -
Get-CheckpointManifest LiteralPath string[] LiteralPath named mandatory name PSPath,LP,ArchivePath
Get-CheckpointManifest Path string[] Path 0 mandatory value -
Get-CheckpointProcess IncludeEnvironment switch * named optional - -
Get-CheckpointProcess InputObject CheckpointTools.CheckpointManifest[] InputObject named mandatory value -
Get-CheckpointProcess LiteralPath string[] LiteralPath named mandatory name PSPath,LP,ArchivePath
Get-CheckpointProcess Path string[] Path 0 mandatory value -
Get-CheckpointProcess Tree switch * named optional - -
Get-ContainerHost Connection string[] * 0 optional value,name -
Get-ContainerHost Runtime string[] * named optional - -
Get-ContainerRestorePlan Connection string * named optional - -
Get-ContainerRestorePlan ContainerHost CheckpointTools.ContainerHost * named optional - -
Get-ContainerRestorePlan FileLock switch * named optional - -
Get-ContainerRestorePlan Force switch * named optional - -
Get-ContainerRestorePlan IgnoreRootFileSystem switch * named optional - -
Get-ContainerRestorePlan IgnoreStaticIPAddress switch * named optional - -
Get-ContainerRestorePlan IgnoreStaticMacAddress switch * named optional - -
Get-ContainerRestorePlan IgnoreVolume switch * named optional - -
Get-ContainerRestorePlan InputObject CheckpointTools.CheckpointManifest[] InputObject named mandatory value -
Get-ContainerRestorePlan Keep switch * named optional - -
Get-ContainerRestorePlan LiteralPath string[] LiteralPath named mandatory name PSPath,LP,ArchivePath
Get-ContainerRestorePlan Name string * named optional - -
Get-ContainerRestorePlan Path string[] Path 0 mandatory value -
Get-ContainerRestorePlan Pod string * named optional - -
Get-ContainerRestorePlan PreviousPath string * named optional - -
Get-ContainerRestorePlan PublishPort string[] * named optional - -
Get-ContainerRestorePlan Runtime string * named optional - -
Get-ContainerRestorePlan SkipExisting switch * named optional - -
Get-ContainerRestorePlan StagingPath string * named optional - -
Get-ContainerRestorePlan TcpClose switch * named optional - -
Get-ContainerRestorePlan TcpEstablished switch * named optional - -
Import-ContainerCheckpoint Confirm switch * named optional - cf
Import-ContainerCheckpoint Connection string * named optional - -
Import-ContainerCheckpoint FileLock switch * named optional - -
Import-ContainerCheckpoint Force switch * named optional - -
Import-ContainerCheckpoint IgnoreRootFileSystem switch * named optional - -
Import-ContainerCheckpoint IgnoreStaticIPAddress switch * named optional - -
Import-ContainerCheckpoint IgnoreStaticMacAddress switch * named optional - -
Import-ContainerCheckpoint IgnoreVolume switch * named optional - -
Import-ContainerCheckpoint InputObject CheckpointTools.CheckpointManifest[] InputObject named mandatory value -
Import-ContainerCheckpoint Keep switch * named optional - -
Import-ContainerCheckpoint LiteralPath string[] LiteralPath named mandatory name PSPath,LP,ArchivePath
Import-ContainerCheckpoint Name string * named optional - -
Import-ContainerCheckpoint Path string[] Path 0 mandatory value -
Import-ContainerCheckpoint Plan CheckpointTools.RestorePlan[] Plan named mandatory value -
Import-ContainerCheckpoint Pod string * named optional - -
Import-ContainerCheckpoint PreviousPath string * named optional - -
Import-ContainerCheckpoint PublishPort string[] * named optional - -
Import-ContainerCheckpoint Runtime string * named optional - -
Import-ContainerCheckpoint SkipExisting switch * named optional - -
Import-ContainerCheckpoint StagingPath string * named optional - -
Import-ContainerCheckpoint TcpClose switch * named optional - -
Import-ContainerCheckpoint TcpEstablished switch * named optional - -
Import-ContainerCheckpoint ThrottleLimit int * named optional - -
Import-ContainerCheckpoint WhatIf switch * named optional - wi
Test-CheckpointArchive IncludeEnvironment switch * named optional - -
Test-CheckpointArchive IncludeHash switch * named optional - -
Test-CheckpointArchive LiteralPath string[] LiteralPath named mandatory name PSPath,LP,ArchivePath
Test-CheckpointArchive Path string[] Path 0 mandatory value -
Test-CheckpointArchive Quiet switch * named optional - -
Test-CheckpointArchive ThrottleLimit int * named optional - -
'@
    $script:commands = @($script:table -split "`n" | ForEach-Object { ($_ -split ' ')[0] } | Sort-Object -Unique)
    $script:rows = foreach ($command in $script:commands) {
        @{ Command = $command; Lines = @($script:table -split "`n" | Where-Object { $_.StartsWith("$command ") }) }
    }
}

BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force
    $script:common = [System.Management.Automation.PSCmdlet]::CommonParameters

    # One line for each parameter and set: command, parameter, type, set, position, mandatory, pipeline, aliases.
    function Get-Surface {
        param([System.Management.Automation.CmdletInfo] $Command)

        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object -Property Name) {
            foreach ($set in $parameter.ParameterSets.GetEnumerator() | Sort-Object -Property Key) {
                $pipeline = @(
                    if ($set.Value.ValueFromPipeline) { 'value' }
                    if ($set.Value.ValueFromPipelineByPropertyName) { 'name' }
                )
                @(
                    $Command.Name
                    $parameter.Name
                    [Microsoft.PowerShell.ToStringCodeMethods]::Type($parameter.ParameterType)
                    $set.Key -eq '__AllParameterSets' ? '*' : $set.Key
                    $set.Value.Position -lt 0 ? 'named' : $set.Value.Position
                    $set.Value.IsMandatory ? 'mandatory' : 'optional'
                    $pipeline ? $pipeline -join ',' : '-'
                    $parameter.Aliases ? $parameter.Aliases -join ',' : '-'
                ) -join ' '
            }
        }
    }
}

Describe 'The surface' {
    It 'has the cmdlets of the table and no other' -ForEach @{ Commands = $script:commands } {
        @((Get-Module -Name CheckpointTools).ExportedCommands.Keys | Sort-Object) | Should -Be $Commands
    }

    It 'has the parameters of the table: <Command>' -ForEach $script:rows {
        @(Get-Surface (Get-Command -Name $Command -Module CheckpointTools)) | Should -Be $Lines
    }
}
