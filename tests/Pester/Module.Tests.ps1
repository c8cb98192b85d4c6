#Requires -Version 7.6
BeforeDiscovery {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')
    $cmdlets = @($manifest.CmdletsToExport)
}

BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')
    $folder = Join-Path $root 'output' 'CheckpointTools' $manifest.ModuleVersion
    Import-Module -Name (Join-Path $folder 'CheckpointTools.psd1') -Force
    $module = Get-Module -Name CheckpointTools
}

Describe 'The built module' {
    It 'is imported in the version that the manifest names' {
        $module.Version | Should -Be ([version]$manifest.ModuleVersion)
    }

    It 'exports <_>' -ForEach $cmdlets {
        $module.ExportedCmdlets.Keys | Should -Contain $_
    }

    It 'exports nothing that the manifest does not name' {
        @($module.ExportedCommands.Keys | Where-Object { $_ -notin $manifest.CmdletsToExport }) | Should -BeNullOrEmpty
    }

    It 'has a valid manifest' {
        { Test-ModuleManifest -Path (Join-Path $folder 'CheckpointTools.psd1') -ErrorAction Stop } | Should -Not -Throw
    }

    It 'has its licence with it' {
        Join-Path $folder 'LICENSE' | Should -Exist
    }

    It 'keeps its dependencies below deps' {
        @(Get-ChildItem -LiteralPath $folder -Filter *.dll).Name | Should -Be 'CheckpointTools.dll'
    }

    It 'brings no copy of what PowerShell has' {
        $names = @(Get-ChildItem -LiteralPath (Join-Path $folder 'deps') -Filter *.dll).Name
        $names | Should -Not -Contain 'System.Management.Automation.dll'
        $names | Should -Not -Contain 'Newtonsoft.Json.dll'
    }

    It 'can be imported again with -Force' {
        { Import-Module -Name (Join-Path $folder 'CheckpointTools.psd1') -Force -ErrorAction Stop } | Should -Not -Throw
    }
}
