#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force

    # What happened: the manifests, the error records, and whether the command after it in the pipeline was reached.
    function Get-Outcome {
        param([scriptblock] $Script)

        $failures = @()
        $output = @(& $Script 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $failures += $_ } else { $_ } })
        [pscustomobject]@{ Output = $output; Errors = $failures }
    }

    $fixtures = Join-Path $root 'tests/fixtures'
    $folder = Join-Path $TestDrive 'archives'
    $null = New-Item -ItemType Directory -Path (Join-Path $folder 'folder')
    Copy-Item -LiteralPath (Join-Path $fixtures 'plain-none.tar') -Destination (Join-Path $folder 'one.tar')
    Copy-Item -LiteralPath (Join-Path $fixtures 'vols.tar.gz') -Destination (Join-Path $folder 'two.tar')
    Copy-Item -LiteralPath (Join-Path $fixtures 'pod-pdef.tar.zst') -Destination (Join-Path $folder 'web[1].tar')
    Set-Content -LiteralPath (Join-Path $folder 'note.txt') -Value 'no archive'
    $null = New-Item -ItemType File -Path (Join-Path $folder 'empty.txt')
    $script:id = 'CheckpointTools.Commands.GetCheckpointManifestCommand'
}

Describe 'Get-CheckpointManifest' {
    Context 'Naming archives' {
        It 'takes a path by its position' {
            (Get-CheckpointManifest (Join-Path $folder 'one.tar')).Name | Should -Be 'plain'
        }

        It 'takes wildcards' {
            (Get-CheckpointManifest -Path (Join-Path $folder '*o*.tar')).Name | Should -Be 'plain', 'vols'
        }

        It 'takes several paths, and paths from the pipeline' {
            $paths = (Join-Path $folder 'one.tar'), (Join-Path $folder 'two.tar')
            (Get-CheckpointManifest -Path $paths).Name | Should -Be 'plain', 'vols'
            ($paths | Get-CheckpointManifest).Name | Should -Be 'plain', 'vols'
        }

        It 'takes a relative path, and says the whole one' {
            Push-Location -LiteralPath $folder
            try {
                (Get-CheckpointManifest -Path 'one.tar').ArchivePath | Should -Be (Join-Path $folder 'one.tar')
                (Get-CheckpointManifest -LiteralPath './web[1].tar').ArchivePath | Should -Be (Join-Path $folder 'web[1].tar')
            }
            finally {
                Pop-Location
            }
        }

        It 'takes a name with brackets as it is with -LiteralPath alone' {
            $path = Join-Path $folder 'web[1].tar'
            (Get-CheckpointManifest -LiteralPath $path).Name | Should -Be 'in-pdef'
            (Get-CheckpointManifest -LP $path).Name | Should -Be 'in-pdef'
            (Get-Outcome { Get-CheckpointManifest -Path $path }).Errors[0].FullyQualifiedErrorId | Should -Be "PathNotFound,$id"
        }

        It 'takes what Get-ChildItem gives, whatever it is called' {
            (Get-ChildItem -LiteralPath $folder -Filter *.tar | Get-CheckpointManifest | Sort-Object Name).Name | Should -Be 'in-pdef', 'plain', 'vols'
        }

        It 'takes a path with a provider or of a drive of one''s own' {
            $null = New-PSDrive -Name Checkpoints -PSProvider FileSystem -Root $folder
            try {
                (Get-CheckpointManifest -Path 'Checkpoints:/one.tar').ArchivePath | Should -Be (Join-Path $folder 'one.tar')
                (Get-CheckpointManifest -LiteralPath "FileSystem::$folder/one.tar").Name | Should -Be 'plain'
            }
            finally {
                Remove-PSDrive -Name Checkpoints
            }
        }
    }

    Context 'What it gives' {
        It 'lists, and never approves' {
            $manifest = Get-CheckpointManifest -Path (Join-Path $folder 'two.tar')
            $manifest.GetType().FullName | Should -Be 'CheckpointTools.CheckpointManifest'
            $manifest.Verification | Should -Be 'NotVerified'
            $manifest.CheckpointSize | Should -BeNullOrEmpty
            $manifest.Volumes.Name | Should -Be 'data1', 'data2'
            $manifest.Ports[0].HostPort | Should -Be 8080
            $manifest.Ports[-1].HostPort | Should -Be 9000
        }

        It 'has types that a script can name' {
            (Get-CheckpointManifest -Path (Join-Path $folder 'one.tar')) -is [CheckpointTools.CheckpointManifest] | Should -BeTrue
            [CheckpointTools.Finding].Name | Should -Be 'Finding'
        }

        It 'is written as JSON in plain values' {
            $json = Get-CheckpointManifest -Path (Join-Path $folder 'two.tar') | ConvertTo-Json -Depth 3
            $read = $json | ConvertFrom-Json
            $read.Name | Should -Be 'vols'
            $read.Labels.app | Should -Be 'web'
            $read.Ports[1].Protocol | Should -Be 'udp'
            $json | Should -Match '"Created": "2026-11-23T21:03:54\.5309345\+00:00"'
            $json | Should -Match '"CheckpointSize": null'
        }

        It 'says with -Verbose what it reads' {
            $lines = Get-CheckpointManifest -Path (Join-Path $folder 'one.tar') -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$lines" | Should -BeLike '*one.tar*'
        }
    }

    Context 'What cannot be listed' {
        It 'says of <Name> <Id>, and goes on' -ForEach @(
            @{ Name = 'missing.tar'; Id = 'ArchiveNotFound'; Category = 'ObjectNotFound' }
            @{ Name = 'folder'; Id = 'ArchiveIsDirectory'; Category = 'InvalidType' }
            @{ Name = 'note.txt'; Id = 'NotACheckpointArchive'; Category = 'InvalidData' }
            @{ Name = 'empty.txt'; Id = 'NotACheckpointArchive'; Category = 'InvalidData' }
        ) {
            $path = Join-Path $folder $Name
            $outcome = Get-Outcome { Get-CheckpointManifest -LiteralPath (Join-Path $folder 'one.tar'), $path, (Join-Path $folder 'two.tar') }

            $outcome.Output.Name | Should -Be 'plain', 'vols'
            $outcome.Errors.Count | Should -Be 1
            $outcome.Errors[0].FullyQualifiedErrorId | Should -Be "$Id,CheckpointTools.Commands.GetCheckpointManifestCommand"
            $outcome.Errors[0].CategoryInfo.Category | Should -Be $Category
            $outcome.Errors[0].TargetObject | Should -Be $path
            $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'says of a path <Path> <Id>, and goes on' -ForEach @(
            @{ Path = '*.none'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Path = 'missing.tar'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Path = 'nodrive:/one.tar'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Path = 'NoProvider::one.tar'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Path = 'Env:PATH'; Id = 'PathNotFileSystem'; Category = 'InvalidArgument' }
            @{ Path = 'Function:*'; Id = 'PathNotFileSystem'; Category = 'InvalidArgument' }
        ) {
            Push-Location -LiteralPath $folder
            try {
                $outcome = Get-Outcome { $Path, 'one.tar' | Get-CheckpointManifest }
            }
            finally {
                Pop-Location
            }

            $outcome.Output.Name | Should -Be 'plain'
            $outcome.Errors.Count | Should -Be 1
            $outcome.Errors[0].FullyQualifiedErrorId | Should -Be "$Id,CheckpointTools.Commands.GetCheckpointManifestCommand"
            $outcome.Errors[0].CategoryInfo.Category | Should -Be $Category
            $outcome.Errors[0].TargetObject | Should -Be $Path
            $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'refuses a name with a NUL as one that is not there' {
            $outcome = Get-Outcome { Get-CheckpointManifest -LiteralPath "$folder/a`0b" }
            $outcome.Errors[0].FullyQualifiedErrorId | Should -Be "ArchiveNotFound,$id"
        }

        It 'refuses a named pipe without waiting for it' -Skip:(-not $IsLinux) {
            $pipe = Join-Path $TestDrive 'pipe'
            & mkfifo $pipe
            $outcome = Get-Outcome { Get-CheckpointManifest -LiteralPath $pipe, '/dev/null' }
            $outcome.Errors.FullyQualifiedErrorId | Should -Be "ArchiveNotRegular,$id", "ArchiveNotRegular,$id"
        }

        It 'says that a file may not be read' -Skip:(-not $IsLinux) {
            if ([Environment]::UserName -eq 'root') {
                Set-ItResult -Skipped -Because 'root may read every file'
            }
            $path = Join-Path $TestDrive 'secret.tar'
            Copy-Item -LiteralPath (Join-Path $folder 'one.tar') -Destination $path
            & chmod 000 $path
            $outcome = Get-Outcome { Get-CheckpointManifest -LiteralPath $path }
            $outcome.Errors[0].FullyQualifiedErrorId | Should -Be "ArchiveAccessDenied,$id"
            $outcome.Errors[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        }

        It 'says that reading failed' -Skip:(-not $IsLinux) {
            # A regular file that opens, and whose first page no process has mapped.
            $outcome = Get-Outcome { Get-CheckpointManifest -LiteralPath '/proc/self/mem' }
            $outcome.Errors[0].FullyQualifiedErrorId | Should -Be "ArchiveUnreadable,$id"
            $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ReadError'
        }

        It 'stops at the first with -ErrorAction Stop' {
            { Get-CheckpointManifest -LiteralPath (Join-Path $folder 'missing.tar') -ErrorAction Stop } | Should -Throw -ErrorId "ArchiveNotFound,$id"
        }
    }
}
