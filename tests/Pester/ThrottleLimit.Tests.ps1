#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    . (Join-Path $root 'tools/Import-BuiltModule.ps1')

    # Archives that take unlike times, with two between them that cannot be read.
    $fixtures = Join-Path $root 'tests/fixtures'
    $archives = @(
        foreach ($round in 1..5) {
            Join-Path $fixtures 'vols.tar.gz'
            Join-Path $fixtures 'plain-none.tar'
            Join-Path $fixtures 'no-such-archive.tar'
            Join-Path $fixtures 'multi.tar.zst'
            $fixtures
        }
    )
    $script:readable = @($archives | Where-Object { Test-Path -LiteralPath $_ -PathType Leaf })
}

Describe 'Test-CheckpointArchive -ThrottleLimit' {
    It 'gives its output in the order of the input at <_>' -ForEach 1, 2, 3, 16, 256 {
        $tested = @(Test-CheckpointArchive -LiteralPath $archives -ThrottleLimit $_ -ErrorAction SilentlyContinue)

        $tested.ArchivePath | Should -Be $readable
    }

    It 'gives it in that order where archives come through the pipeline' {
        $tested = @($archives | ForEach-Object { [pscustomobject]@{ LiteralPath = $_ } } | Test-CheckpointArchive -ThrottleLimit 4 -ErrorAction SilentlyContinue)

        $tested.ArchivePath | Should -Be $readable
    }

    It 'gives one error for each archive that cannot be read, between the results of its neighbours' {
        $all = @(Test-CheckpointArchive -LiteralPath $archives -ThrottleLimit 8 2>&1)

        @($all | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.TargetObject)" } else { $_.ArchivePath } }) | Should -Be $archives
        @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Select-Object -Unique) |
            Should -Be 'ArchiveNotFound', 'ArchiveIsDirectory'
    }

    It 'gives -Quiet answers in the order of the input, those of missing paths too' {
        $asked = @($archives | ForEach-Object { $_; Join-Path $fixtures 'nothing-matches-*' })

        $answers = @($asked | Test-CheckpointArchive -Quiet -ThrottleLimit 8)

        $answers | Should -Be @($asked | ForEach-Object { $_ -in $readable })
    }

    It 'gives the same as one archive at a time' {
        $one = $readable | Test-CheckpointArchive -ThrottleLimit 1 -IncludeHash | ConvertTo-Json -Depth 12
        $many = $readable | Test-CheckpointArchive -ThrottleLimit 8 -IncludeHash | ConvertTo-Json -Depth 12

        $many | Should -Be $one
    }

    It 'stops when Select-Object has enough' {
        # More than could be tested while anybody waits.
        $endless = { while ($true) { [pscustomobject]@{ LiteralPath = $readable[0] } } }

        $tested = @(& $endless | Test-CheckpointArchive -ThrottleLimit 4 | Select-Object -First 3)

        $tested | Should -HaveCount 3
    }

    It 'stops with the pipeline' {
        # The default state would want the modules of pwsh, which tools/Shell has not.
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript({
                    param($module, $archive)
                    Import-Module -Name $module
                    & { while ($true) { [pscustomobject]@{ LiteralPath = $archive } } } | Test-CheckpointArchive -ThrottleLimit 4
                }).AddArgument((Get-Module -Name CheckpointTools).Path).AddArgument($readable[0])
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            while ($output.Count -lt 3 -and -not $running.IsCompleted) {
                Start-Sleep -Milliseconds 10
            }

            $shell.Stop()

            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'refuses <_> archives at once' -ForEach 0, -1, 257 {
        { Test-CheckpointArchive -LiteralPath $readable[0] -ThrottleLimit $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,CheckpointTools.Commands.TestCheckpointArchiveCommand'
    }
}
