#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    $module = Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1"
    Import-Module -Name $module -Force

    $folder = Join-Path $TestDrive 'archives'
    $null = New-Item -ItemType Directory -Path $folder
    $whole = Join-Path $folder 'whole.tar'
    $cut = Join-Path $folder 'cut.tar'
    Copy-Item -LiteralPath (Join-Path $root 'tests/fixtures/plain-zstd.tar') -Destination $whole
    [System.IO.File]::WriteAllBytes($cut, [System.IO.File]::ReadAllBytes($whole)[0..19999])
    Set-Content -LiteralPath (Join-Path $folder 'note.txt') -Value 'no archive'
    $script:missing = Join-Path $folder 'missing.tar'
}

Describe 'Test-CheckpointArchive' {
    It 'approves a sound archive' {
        $manifest = Test-CheckpointArchive -Path $whole
        $manifest.Verification | Should -Be 'Valid'
        $manifest.Problems | Should -Be 0
        $manifest.MemorySize | Should -Be (33 * 4096)
        $manifest.Members.Count | Should -Be 46
    }

    It 'has lists that a script can index' {
        $manifest = Test-CheckpointArchive -Path (Join-Path $root 'tests/fixtures/vols.tar.gz')
        $unindexed = foreach ($property in $manifest.PSObject.Properties) {
            $value = $property.Value
            if ($value -is [System.Collections.IList] -and $value.Count -gt 0 -and [object]::ReferenceEquals($value[0], $value)) {
                $property.Name
            }
        }
        $unindexed | Should -BeNullOrEmpty
    }

    It 'is written as JSON in plain values: <Archive>' -ForEach @(
        @{ Archive = 'vols.tar.gz' }
        @{ Archive = 'criu/kinds.tar.zst' }
        @{ Archive = 'criu/sockets.tar.zst' }
    ) {
        $manifest = Test-CheckpointArchive -LiteralPath (Join-Path $root "tests/fixtures/$Archive") -IncludeEnvironment -IncludeHash
        $json = $manifest | ConvertTo-Json -Depth 3 -WarningVariable problem -WarningAction SilentlyContinue
        $problem | Should -BeNullOrEmpty
        $read = $json | ConvertFrom-Json
        $read.Processes.Count | Should -Be $manifest.Processes.Count
        $read.Processes[0].FileNames | Should -Be $manifest.Processes[0].OpenFiles.Path
        $read.Mounts[0].Flags | Should -Be $manifest.Mounts[0].Flags
    }

    It 'tells the values of environment variables with -IncludeEnvironment alone' {
        $path = Join-Path $root 'tests/fixtures/vols.tar.gz'
        Test-CheckpointArchive -LiteralPath $path | ConvertTo-Json -Depth 9 | Should -Not -Match 's3cr3t'
        Get-CheckpointManifest -LiteralPath $path | ConvertTo-Json -Depth 9 | Should -Not -Match 's3cr3t'
        (Test-CheckpointArchive -LiteralPath $path).Environment | Should -Contain 'SECRET'
        (Test-CheckpointArchive -LiteralPath $path -IncludeEnvironment).Environment | Should -Contain 'SECRET=s3cr3t'
        (Get-CheckpointManifest -LiteralPath $path -IncludeEnvironment).Environment | Should -Contain 'SECRET=s3cr3t'
    }

    It 'gives an archive that is not sound as Invalid, without an error' {
        $failures = @()
        $manifests = @(Get-ChildItem -LiteralPath $folder | Sort-Object Name | Test-CheckpointArchive -ErrorVariable failures)
        $manifests.Verification | Should -Be 'Invalid', 'Invalid', 'Valid'
        $manifests[0].Findings.Id | Should -Be 'CompressionTruncated'
        $manifests[1].Findings.Id | Should -Be 'NotACheckpointArchive'
        @($failures).Count | Should -Be 0
    }

    It 'gives the archives of one command that are <Verification>' -ForEach @(
        @{ Verification = 'Valid'; Expected = 'whole.tar' }
        @{ Verification = 'Invalid'; Expected = 'cut.tar' }
    ) {
        $found = Test-CheckpointArchive -Path (Join-Path $folder '*.tar') | Where-Object Verification -EQ $Verification
        Split-Path -Path $found.ArchivePath -Leaf | Should -Be $Expected
    }

    It 'has an error for what it cannot open, and goes on' {
        $failures = @()
        $manifests = @($missing, $whole | Test-CheckpointArchive -ErrorVariable failures -ErrorAction SilentlyContinue)
        $manifests.Verification | Should -Be 'Valid'
        $failures[0].FullyQualifiedErrorId | Should -Be 'PathNotFound,CheckpointTools.Commands.TestCheckpointArchiveCommand'
        $failures[0].TargetObject | Should -Be $missing
    }

    It 'stops there with -ErrorAction Stop' {
        { Test-CheckpointArchive -LiteralPath $missing -ErrorAction Stop } |
            Should -Throw -ErrorId 'ArchiveNotFound,CheckpointTools.Commands.TestCheckpointArchiveCommand'
    }

    It 'hashes the file with -IncludeHash, and not without' {
        (Test-CheckpointArchive -Path $whole -IncludeHash).Sha256 | Should -Be (Get-FileHash -LiteralPath $whole).Hash
        (Test-CheckpointArchive -Path $cut -IncludeHash).Sha256 | Should -Be (Get-FileHash -LiteralPath $cut).Hash
        (Test-CheckpointArchive -Path $whole).Sha256 | Should -BeNullOrEmpty
    }

    It 'answers with a Boolean, and no error, with -Quiet' {
        $failures = @()
        $answers = @(Test-CheckpointArchive -LiteralPath $whole, $cut, $missing, $folder, 'Env:PATH' -Quiet -ErrorVariable failures)
        $answers | Should -Be $true, $false, $false, $false, $false
        $answers[0] | Should -BeOfType ([bool])
        @($failures).Count | Should -Be 0
        (Test-CheckpointArchive -Path (Join-Path $folder '*.none') -Quiet) | Should -BeFalse
    }

    It 'says with -Verbose what it reads' {
        $lines = Test-CheckpointArchive -Path $whole -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -BeLike '*whole.tar*'
    }

    It 'reads no further than Select-Object -First asks' {
        $failures = @()
        $first = @($whole, $missing | Test-CheckpointArchive -ErrorVariable failures | Select-Object -First 1)
        $first.Count | Should -Be 1
        @($failures).Count | Should -Be 0
    }

    It 'stops in the middle of an archive' {
        # A tar's end, and then nothing but zeros, for longer than anybody waits.
        $long = Join-Path $TestDrive 'long.tar'
        $stream = [System.IO.File]::Create($long)
        $stream.SetLength(900GB)
        $stream.Dispose()

        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Test-CheckpointArchive -LiteralPath $Path').AddArgument($module).AddArgument($long)
            $run = $shell.BeginInvoke()
            # The first progress record says that it is in the middle.
            $waited = 0
            while ($shell.Streams.Progress.Count -eq 0 -and $waited -lt 600) {
                Start-Sleep -Milliseconds 100
                $waited++
            }

            $run.IsCompleted | Should -BeFalse
            $stopping = $shell.BeginStop($null, $null)
            $stopping.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
            Remove-Item -LiteralPath $long
        }
    }
}
