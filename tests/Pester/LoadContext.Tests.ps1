#Requires -Version 7.6
BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    $script:powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
    $module = Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1"
    $script:archive = Join-Path $root 'tests/fixtures/plain-zstd.tar'

    # What is loaded into a process stays there, so each of these runs in a PowerShell of its own.
    function Invoke-InNewProcess {
        param([string] $Text, [string] $Archive = $script:archive)

        $script = Join-Path $TestDrive 'script.ps1'
        Set-Content -LiteralPath $script -Value $Text
        & $powershell -NoProfile -NonInteractive -File $script -Module $module -Archive $archive -Folder "$TestDrive" 2>&1 |
            ForEach-Object { "$_" }
    }
}

Describe 'The module''s load context' {
    It 'keeps a version of <Name> that another module brought out of the way' -ForEach @(
        @{ Name = 'SharpCompress' }
        @{ Name = 'Google.Protobuf' }
    ) {
        # What needs SharpCompress everywhere; zstd does not where the machine has its own library.
        $bzip2 = Join-Path "$TestDrive" 'plain.tar.bz2'
        & sh -c 'bzip2 -c "$1" > "$2"' sh (Join-Path $root 'tests/fixtures/plain-none.tar') $bzip2
        $LASTEXITCODE | Should -Be 0
        $lines = Invoke-InNewProcess (@'
param($Module, $Archive, $Folder)
$ErrorActionPreference = 'Stop'

# Another version of the library, with nothing in it: who gets it by mistake cannot work.
$other = [System.Reflection.Emit.PersistedAssemblyBuilder]::new([System.Reflection.AssemblyName]::new('NAME, Version=0.0.1.0'), [object].Assembly)
$null = $other.DefineDynamicModule('NAME')
$path = [System.IO.Path]::Combine($Folder, 'NAME.dll')
$other.Save($path)
$null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($path)

Import-Module $Module
(Test-CheckpointArchive -Path $Archive).Verification
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'NAME' } | ForEach-Object {
    '{0} {1}' -f [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name, $_.GetName().Version
}
'@.Replace('NAME', $Name)) -Archive $bzip2
        $lines[0] | Should -Be 'Valid'
        $lines | Should -Contain 'Default 0.0.1.0'
        @($lines -like 'CheckpointTools *') | Should -HaveCount 1
    }

    It 'leaves the default context without the module''s dependencies' {
        $lines = Invoke-InNewProcess @'
param($Module, $Archive, $Folder)
Import-Module $Module
$null = Test-CheckpointArchive -Path $Archive
[System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name }
'@
        $lines | Should -Contain 'CheckpointTools'
        $lines | Should -Not -Contain 'CheckpointTools.Engine'
        $lines | Should -Not -Contain 'SharpCompress'
        $lines | Should -Not -Contain 'Google.Protobuf'
    }

    It 'lets a script name the output types' {
        $lines = Invoke-InNewProcess @'
param($Module, $Archive, $Folder)
Import-Module $Module
[CheckpointTools.CheckpointManifest].FullName
(Get-CheckpointManifest -Path $Archive) -is [CheckpointTools.CheckpointManifest]
function Get-Name { param([CheckpointTools.CheckpointManifest] $Manifest) $Manifest.Name }
Get-Name (Get-CheckpointManifest -Path $Archive)
'@
        $lines | Should -Be 'CheckpointTools.CheckpointManifest', 'True', 'plain'
    }

    It 'gives two runspaces the same types' {
        $lines = Invoke-InNewProcess @'
param($Module, $Archive, $Folder)
Import-Module $Module
$other = 1 | ForEach-Object -Parallel { Import-Module $using:Module; Get-CheckpointManifest -Path $using:Archive }
$other -is [CheckpointTools.CheckpointManifest]
'@
        $lines | Should -Be 'True'
    }
}
