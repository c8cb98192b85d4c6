#Requires -Version 7.6
# How archives can be named: the same for every cmdlet that takes them.
BeforeDiscovery {
    $script:commands = 'Get-CheckpointManifest', 'Test-CheckpointArchive', 'Get-CheckpointProcess'
    $script:names = 'web[1].tar', 'with blank.tar', 'grün-ß-日本.tar', "it's.tar", 'a`b.tar', '$home.tar', '-dash.tar'
}

BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    $script:source = Join-Path $root 'tests/fixtures/plain-zstd.tar'
    $script:store = Join-Path "$TestDrive" 'a store [of] all'
    $null = New-Item -Path $store -ItemType Directory
    foreach ($name in 'web[1].tar', 'with blank.tar', 'grün-ß-日本.tar', "it's.tar", 'a`b.tar', '$home.tar', '-dash.tar') {
        [System.IO.File]::Copy($source, [System.IO.Path]::Combine($store, $name))
    }

    function Get-Container {
        param($Result)

        @($Result | ForEach-Object { if ($_.PSObject.Properties['ContainerName']) { $_.ContainerName } else { $_.Name } } | Select-Object -Unique)
    }
}

Describe '<_> and names of files' -ForEach $script:commands {
    BeforeAll {
        $script:command = $_
    }

    It 'takes <_> literally' -ForEach $script:names {
        Get-Container (& $command -LiteralPath (Join-Path $store $_)) | Should -Be 'plain'
    }

    It 'takes <_> from Get-ChildItem' -ForEach $script:names {
        $name = $_
        $files = Get-ChildItem -LiteralPath $store | Where-Object Name -EQ $name
        Get-Container ($files | & $command) | Should -Be 'plain'
    }

    It 'takes wildcards' {
        $pattern = Join-Path ([WildcardPattern]::Escape($store)) 'w*.tar'
        @(Get-CheckpointManifest $pattern) | Should -HaveCount 2
        Get-Container (& $command $pattern) | Should -Be 'plain'
    }

    It 'takes what is relative to the location' {
        Push-Location -LiteralPath $store
        try {
            Get-Container (& $command './with blank.tar') | Should -Be 'plain'
            Get-Container (& $command -LiteralPath 'web[1].tar') | Should -Be 'plain'
        }
        finally {
            Pop-Location
        }
    }

    It 'takes a drive of PowerShell and the path of the provider' {
        $null = New-PSDrive -Name checkpoints -PSProvider FileSystem -Root $store -Scope Global
        try {
            Get-Container (& $command 'checkpoints:/with blank.tar') | Should -Be 'plain'
            Get-Container (& $command -LiteralPath 'checkpoints:/web[1].tar') | Should -Be 'plain'
            Get-Container (& $command "FileSystem::$source") | Should -Be 'plain'
        }
        finally {
            Remove-PSDrive -Name checkpoints
        }
    }

    It 'refuses <Path> with <Id>' -ForEach @(
        @{ Path = 'Env:PATH'; Id = 'PathNotFileSystem' }
        @{ Path = 'nosuch.tar'; Id = 'PathNotFound' }
        @{ Path = 'nosuch*.tar'; Id = 'PathNotFound' }
        @{ Path = 'nosuch:/web.tar'; Id = 'PathNotFound' }
        @{ Path = '/'; Id = 'ArchiveIsDirectory' }
        @{ Path = '/dev/null'; Id = 'ArchiveNotRegular' }
    ) {
        $result = @($Path, $source | & $command -ErrorAction SilentlyContinue -ErrorVariable failed)
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match "^$Id,"
        Get-Container $result | Should -Be 'plain'
    }

    It 'refuses an empty path and null' {
        { & $command -Path '' } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        { & $command -LiteralPath $null } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}

Describe 'ArchivePath' {
    It 'is a full path in the file system, however the archive was named' {
        Push-Location -LiteralPath $store
        try {
            (Get-CheckpointManifest './with blank.tar').ArchivePath | Should -Be (Join-Path $store 'with blank.tar')
        }
        finally {
            Pop-Location
        }
    }

    It 'lets a manifest go on into a plan, whatever the name' {
        $empty = (Get-Command -Name Get-ContainerRestorePlan).Parameters['ContainerHost'].ParameterType::new()
        $plans = @(Get-ChildItem -LiteralPath $store | Get-CheckpointManifest | Get-ContainerRestorePlan -ContainerHost $empty)
        $plans | Should -HaveCount 7
        @($plans.ArchivePath | Sort-Object) | Should -Be @((Get-ChildItem -LiteralPath $store).FullName | Sort-Object)
    }

    It 'lets whatever has it go on into <_>' -ForEach $script:commands {
        $verified = Test-CheckpointArchive -LiteralPath (Join-Path $store 'web[1].tar')
        $empty = (Get-Command -Name Get-ContainerRestorePlan).Parameters['ContainerHost'].ParameterType::new()
        foreach ($item in $verified, $verified.Processes[0], ($verified | Get-ContainerRestorePlan -ContainerHost $empty), [pscustomobject]@{ ArchivePath = $verified.ArchivePath }) {
            Get-Container ($item | & $_) | Should -Be 'plain'
        }
    }
}
