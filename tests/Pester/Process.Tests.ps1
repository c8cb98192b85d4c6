#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force
    $fixtures = Join-Path $root 'tests/fixtures'
    $script:multi = Join-Path $fixtures 'multi.tar.zst'
}

Describe 'Get-CheckpointProcess' {
    It 'gives the processes, parents before their children' {
        $processes = @(Get-CheckpointProcess -LiteralPath $multi)
        $processes.Count | Should -Be 5
        $processes[0].Pid | Should -Be 1
        $processes[0].ParentPid | Should -Be 0
        $processes[0].ContainerName | Should -Be 'multi'
        $processes[0].ArchivePath | Should -Be $multi
        @($processes | Where-Object ParentPid -EQ 1).Count | Should -Be 4
    }

    It 'shows no command line and no environment of its own accord' {
        $processes = @(Get-CheckpointProcess -LiteralPath $multi)
        @($processes | Where-Object { $null -ne $_.CommandLine -or $null -ne $_.Environment }).Count | Should -Be 0
    }

    It 'shows them with -IncludeEnvironment' {
        $process = @(Get-CheckpointProcess -LiteralPath $multi -IncludeEnvironment)[0]
        $process.CommandLine[0] | Should -Be 'sh'
        @($process.Environment -like 'PATH=*').Count | Should -Be 1
    }

    It 'takes manifests from either cmdlet, and never more than was asked for' {
        @(Get-CheckpointManifest -LiteralPath $multi | Get-CheckpointProcess).Count | Should -Be 5
        $process = @(Test-CheckpointArchive -LiteralPath $multi -IncludeEnvironment | Get-CheckpointProcess)[0]
        $process.Environment | Should -BeNullOrEmpty
        @(Test-CheckpointArchive -LiteralPath $multi | Get-CheckpointProcess -IncludeEnvironment)[0].Environment | Should -Not -BeNullOrEmpty
    }

    It 'has lists that a script can index' {
        $process = Get-CheckpointProcess -LiteralPath (Join-Path $fixtures 'criu/sockets.tar.zst') -IncludeEnvironment | Where-Object Name -EQ 'httpd'
        $process.ThreadIds[0] | Should -Be $process.Pid
        $process.OpenFiles[0].Path | Should -Be '/dev/null'
        $process.Sockets[0].State | Should -Be 'LISTEN'
        foreach ($list in 'ThreadIds', 'CommandLine', 'Environment', 'Capabilities', 'BoundingCapabilities', 'OpenFiles', 'FileNames', 'Sockets', 'SocketNames') {
            $process.$list[0] | Should -Not -BeNullOrEmpty -Because $list
            [object]::ReferenceEquals($process.$list[0], $process.$list) | Should -BeFalse -Because $list
        }
    }

    It 'is written as JSON in plain values' {
        $json = Get-CheckpointProcess -LiteralPath (Join-Path $fixtures 'criu/sockets.tar.zst') | ConvertTo-Json -Depth 3 -WarningVariable problem -WarningAction SilentlyContinue
        $problem | Should -BeNullOrEmpty
        $read = $json | ConvertFrom-Json | Where-Object Name -EQ 'httpd'
        $read.Sockets[0].State | Should -Be 'LISTEN'
        $read.SocketNames[0] | Should -Be 'TCP LISTEN [::]:8080'
        $read.OpenFiles[0].Path | Should -Be '/dev/null'
    }

    It 'takes wildcards' {
        @(Get-CheckpointProcess -Path (Join-Path $fixtures 'plain-*.tar')).Count | Should -Be 6
    }

    It 'draws a tree' {
        $lines = @(Get-CheckpointProcess -LiteralPath $multi -Tree | Out-String -Width 200) -split "`n"
        @($lines | Where-Object { $_ -match '^\s*1 Alive .* sh\s*$' }).Count | Should -Be 1
        @($lines | Where-Object { $_ -match '├─ ' }).Count | Should -Be 3
        @($lines | Where-Object { $_ -match '└─ ' }).Count | Should -Be 1
    }

    It 'shows a table without it' {
        $text = Get-CheckpointProcess -LiteralPath $multi | Out-String -Width 200
        $text | Should -Match 'Pid\s+State\s.*\sName'
        $text | Should -Not -Match '─ '
    }

    It 'says which archive is not there' {
        Get-CheckpointProcess -LiteralPath '/nowhere/x.tar' -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ArchiveNotFound*'
    }
}

Describe 'Trust' {
    BeforeAll {
        $folder = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
        $null = New-Item -Path (Join-Path $folder 'content') -ItemType Directory -Force
        & tar -x -C (Join-Path $folder 'content') -f (Join-Path $fixtures 'plain-none.tar')
        $config = Join-Path $folder 'content/config.dump'
        [IO.File]::WriteAllText($config, ([IO.File]::ReadAllText($config) -replace '"privileged": false', '"privileged": true'))
        $high = Join-Path $folder 'high.tar'
        & tar -c -C (Join-Path $folder 'content') -f $high @((Get-ChildItem -LiteralPath (Join-Path $folder 'content')).Name)
        . (Join-Path $PSScriptRoot 'Support/FakePodman.ps1')
        $script:fake = Install-FakePodman -Folder (Join-Path $folder 'bin') -Root $root
        $script:containerHost = (Get-Command -Name Get-ContainerRestorePlan).Parameters['ContainerHost'].ParameterType::new()
    }

    AfterAll {
        $env:PATH = $fake.PathBefore
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'gives real archives a low or medium risk' {
        @(Test-CheckpointArchive -Path (Join-Path $fixtures '*.tar*') | Where-Object RiskLevel -NotIn 'Low', 'Medium').Count | Should -Be 0
    }

    It 'says what a privileged container gets' {
        $manifest = Test-CheckpointArchive -LiteralPath $high
        $manifest.RiskLevel | Should -Be 'High'
        @($manifest.Findings | Where-Object Risk -EQ 'High').Id | Should -Be 'Privileged'
        (Get-CheckpointManifest -LiteralPath $high).RiskLevel | Should -Be 'High'
    }

    It 'refuses it, with the reason' {
        $check = (Get-ContainerRestorePlan -LiteralPath $high -ContainerHost $containerHost).Checks | Where-Object Id -EQ 'ArchiveNotTrusted'
        $check.State | Should -Be 'Failed'
        $check.Message | Should -Match 'privileged'
        $check.RecommendedAction | Should -Match '-Force'
    }

    It 'does not import it, and says why' {
        $null = Get-FakePodmanCall $fake
        Import-ContainerCheckpoint -LiteralPath $high -ErrorAction SilentlyContinue -ErrorVariable refused | Should -BeNullOrEmpty
        @($refused).Count | Should -Be 1
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'ArchiveNotTrusted,*'
        "$($refused[0].CategoryInfo.Category)" | Should -Be 'SecurityError'
        $refused[0].TargetObject | Should -Be $high
        "$refused" | Should -Match 'privileged'
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -BeNullOrEmpty
    }

    It 'imports it with -Force, and warns of it' {
        $restored = Import-ContainerCheckpoint -LiteralPath $high -Force -WarningAction SilentlyContinue -WarningVariable warned
        $restored.Changed | Should -BeTrue
        "$warned" | Should -Match 'privileged'
    }

    It 'does not import one that is not sound, with -Force neither' {
        $broken = Join-Path $folder 'broken.tar'
        Remove-Item -LiteralPath (Join-Path $folder 'content/checkpoint/inventory.img')
        & tar -c -C (Join-Path $folder 'content') -f $broken .
        $null = Get-FakePodmanCall $fake
        Import-ContainerCheckpoint -LiteralPath $broken -Force -ErrorAction SilentlyContinue -ErrorVariable refused -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'ArchiveInvalid,*'
        "$refused" | Should -Match 'inventory\.img'
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -BeNullOrEmpty
    }

    It 'warns of it with -Force' {
        $check = (Get-ContainerRestorePlan -LiteralPath $high -ContainerHost $containerHost -Force).Checks | Where-Object Id -EQ 'ArchiveNotTrusted'
        $check.State | Should -Be 'Warning'
        $check.Message | Should -Match 'privileged'
    }
}
