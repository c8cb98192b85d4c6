#Requires -Version 7.6
BeforeDiscovery {
    $script:cmdlets = @((Import-PowerShellDataFile -LiteralPath (Join-Path $PSScriptRoot '../../CheckpointTools.psd1')).CmdletsToExport)
}

BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')
    $folder = Join-Path $root "output/CheckpointTools/$($manifest.ModuleVersion)"
    Import-Module -Name (Join-Path $folder 'CheckpointTools.psd1') -Force
}

Describe 'The built module' {
    It 'is imported in the version that the manifest names' {
        (Get-Module -Name CheckpointTools).Version | Should -Be ([version]$manifest.ModuleVersion)
    }

    It 'exports <_>' -ForEach $script:cmdlets {
        (Get-Module -Name CheckpointTools).ExportedCmdlets.Keys | Should -Contain $_
    }

    It 'exports nothing that the manifest does not name' {
        @((Get-Module -Name CheckpointTools).ExportedCommands.Keys | Where-Object { $_ -notin $manifest.CmdletsToExport }) | Should -BeNullOrEmpty
    }

    It 'has a cmdlet behind <_>' -ForEach $script:cmdlets {
        (Get-Command -Name $_ -Module CheckpointTools).ImplementingType.Assembly.GetName().Name | Should -Be 'CheckpointTools'
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
