#Requires -Version 7.6
# The cmdlets among PowerShell's common parameters, preferences, streams and runspaces.
BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    . (Join-Path $PSScriptRoot 'Support/FakePodman.ps1')
    $script:fake = Install-FakePodman -Folder (Join-Path "$TestDrive" 'bin') -Root $root
    $script:archive = Join-Path $root 'tests/fixtures/plain-zstd.tar'
    $script:other = Join-Path $root 'tests/fixtures/multi.tar.zst'
    $script:powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
    $script:module = (Get-Module -Name CheckpointTools).Path -replace 'dll$', 'psd1'

    # The lines that a PowerShell of its own writes, and its exit code: the host's own output cannot be seen from within.
    function Invoke-InNewProcess {
        param([string] $Text, [switch] $AsFile)

        $text = "Import-Module '$module'; $Text"
        $script = Join-Path "$TestDrive" 'script.ps1'
        Set-Content -LiteralPath $script -Value $text
        $how = @(if ($AsFile) { '-File', $script } else { '-Command', $text })
        $lines = @(& $powershell -NoProfile -NonInteractive @how 2>&1 | ForEach-Object { "$_" })
        [pscustomobject]@{ Lines = $lines; Text = $lines -join "`n"; ExitCode = $LASTEXITCODE }
    }
}

AfterAll {
    $env:PATH = $fake.PathBefore
}

Describe 'Import-ContainerCheckpoint and its questions' {
    BeforeEach {
        $null = Get-FakePodmanCall $fake
    }

    It 'says with -WhatIf what it would do, and does nothing' {
        $run = Invoke-InNewProcess "Import-ContainerCheckpoint '$archive' -WhatIf"
        $run.Text | Should -Match "What if: .*Restore container 'plain'"
        @($run.Lines -notmatch '^What if:') | Should -BeNullOrEmpty
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -BeNullOrEmpty
    }

    It 'takes $WhatIfPreference for it' {
        $run = Invoke-InNewProcess "`$WhatIfPreference = `$true; Import-ContainerCheckpoint '$archive'"
        $run.Text | Should -Match "What if: .*Restore container 'plain'"
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -BeNullOrEmpty
    }

    It 'refuses with -WhatIf what it would refuse without' {
        Import-ContainerCheckpoint $archive -Pod web -WhatIf -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused[0].FullyQualifiedErrorId | Should -Match '^NotAPodContainer,'
    }

    It 'asks with -Confirm, which nobody answers here' {
        $run = Invoke-InNewProcess "Import-ContainerCheckpoint '$archive' -Confirm"
        $run.ExitCode | Should -Be 1
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -BeNullOrEmpty
    }

    It 'does with -Confirm <What> where the answer is <Answer>' -ForEach @(
        @{ Answer = 'n'; What = 'nothing'; Restores = 0; Output = '' }
        @{ Answer = 'l'; What = 'nothing'; Restores = 0; Output = '' }
        @{ Answer = 'y'; What = 'its work'; Restores = 1; Output = 'running' }
    ) {
        $text = "Import-Module '$module'; `$restored = Import-ContainerCheckpoint '$archive' -Confirm; 'STATE:' + `$restored.State"
        $lines = @($Answer | & $powershell -NoProfile -Command $text | ForEach-Object { "$_" })
        # However the shell breaks its lines.
        -join $lines -replace '\s' | Should -BeLike "*Restorecontainer'plain'from$($archive -replace '\s')*"
        ($lines[-1] -split 'STATE:')[-1] | Should -Be $Output
        @(@(Get-FakePodmanCall $fake) -like 'container restore*') | Should -HaveCount $Restores
    }

    It 'asks where $ConfirmPreference is Low or Medium, and not with -Confirm:$false' {
        $run = Invoke-InNewProcess "`$ConfirmPreference = 'Medium'; Import-ContainerCheckpoint '$archive'"
        $run.ExitCode | Should -Be 1
        $run = Invoke-InNewProcess "`$ConfirmPreference = 'Low'; (Import-ContainerCheckpoint '$archive' -Confirm:`$false).State"
        $run.Lines | Should -Be 'running'
    }

    It 'asks nothing by itself' {
        $run = Invoke-InNewProcess "(Import-ContainerCheckpoint '$archive').Changed"
        $run.Lines | Should -Be 'True'
        @(Get-FakePodmanCall $fake) -like 'container restore*' | Should -HaveCount 1
    }
}

Describe 'Errors' {
    It 'are one for each archive, and the pipeline goes on' {
        $result = @('nosuch.tar', $archive, 'nosuch2.tar', $other | Get-CheckpointManifest -ErrorAction SilentlyContinue -ErrorVariable failed)
        $result.Name | Should -Be 'plain', 'multi'
        @($failed).Count | Should -Be 2
        $failed[0].FullyQualifiedErrorId | Should -Match '^PathNotFound,'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'end the pipeline with -ErrorAction Stop' {
        { 'nosuch.tar', $archive | Get-CheckpointManifest -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'leave nothing in $Error with -ErrorAction Ignore' {
        $global:Error.Clear()
        'nosuch.tar' | Get-CheckpointManifest -ErrorAction Ignore
        $global:Error.Count | Should -Be 0
    }

    It 'name the archive that they are about' {
        Import-ContainerCheckpoint $archive -Pod web -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused[0].TargetObject | Should -Be $archive
        "$($refused[0].CategoryInfo.Category)" | Should -Be 'InvalidOperation'
    }

    It 'give exit code <ExitCode> for <Name>' -ForEach @(
        @{ Name = 'a script that goes on'; Text = ''; AsFile = $true; ExitCode = 0 }
        @{ Name = 'a script that stops'; Text = '$ErrorActionPreference = "Stop"; '; AsFile = $true; ExitCode = 1 }
        @{ Name = 'a command whose last statement fails'; Text = ''; AsFile = $false; ExitCode = 1 }
        @{ Name = 'a command that stops'; Text = '$ErrorActionPreference = "Stop"; '; AsFile = $false; ExitCode = 1 }
    ) {
        $run = Invoke-InNewProcess "${Text}Test-CheckpointArchive nosuch.tar" -AsFile:$AsFile
        $run.ExitCode | Should -Be $ExitCode
        $run.Text | Should -Match 'nosuch\.tar'
    }

    It 'are none for an archive that is not sound, only an Invalid manifest' {
        $broken = Join-Path "$TestDrive" 'broken.tar'
        Set-Content -LiteralPath $broken -Value 'no tar'
        (Test-CheckpointArchive $broken -ErrorAction Stop).Verification | Should -Be 'Invalid'
    }
}

Describe 'Streams' {
    It 'tell with -Verbose which podman commands are run' {
        $records = @(Import-ContainerCheckpoint $archive -Verbose 4>&1)
        @($records | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match 'podman container restore' }) | Should -HaveCount 1
    }

    It 'hold nothing but the objects without -Verbose' {
        @(Import-ContainerCheckpoint $archive *>&1) | Should -HaveCount 1
    }

    It 'take -Debug and -InformationAction' {
        # With -Debug alone the engine asks before every verbose message, of any cmdlet.
        { Get-CheckpointManifest $archive -Debug -Verbose:$false -InformationAction Continue 5>$null } | Should -Not -Throw
    }

    It 'give progress of an import, phase by phase, that ends' {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Import-Module '$module'; Import-ContainerCheckpoint '$archive'").Invoke()
            $progress = @($shell.Streams.Progress | Where-Object Activity -Like 'Importing *')
            ($progress | Where-Object RecordType -EQ 'Processing').StatusDescription | Select-Object -Unique | Should -Be 'Staging', 'Restoring', 'Proving'
            "$($progress[-1].RecordType)" | Should -Be 'Completed'
            @($progress | Where-Object RecordType -EQ 'Completed') | Should -HaveCount 1
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'give progress of a long verification that moves and ends' {
        # A tar's end, and then nothing but zeros: seconds of reading that take no space.
        $long = Join-Path "$TestDrive" 'long.tar'
        $stream = [System.IO.File]::Create($long)
        $stream.SetLength(4GB)
        $stream.Dispose()
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Import-Module '$module'; Test-CheckpointArchive '$long' -IncludeHash").Invoke()
            $progress = @($shell.Streams.Progress | Where-Object Activity -EQ 'Verifying')
            $percent = @($progress | Where-Object RecordType -EQ 'Processing' | ForEach-Object PercentComplete)
            @($percent | Select-Object -Unique).Count | Should -BeGreaterThan 1
            $percent | Should -Be @($percent | Sort-Object)
            "$($progress[-1].RecordType)" | Should -Be 'Completed'
            @($progress | Where-Object RecordType -EQ 'Completed') | Should -HaveCount 1
        }
        finally {
            $shell.Dispose()
            Remove-Item -LiteralPath $long
        }
    }
}

Describe 'Pipelines and runspaces' {
    It 'read little further than Select-Object -First wants' {
        $script:asked = 0
        $first = 1..1000 | ForEach-Object { $script:asked++; $archive } | Test-CheckpointArchive | Select-Object -First 1
        $first.Name | Should -Be 'plain'
        # As many as are read ahead, which is some for each of eight threads at most.
        $script:asked | Should -BeLessThan 50
        $script:asked = 0
        $null = 1..1000 | ForEach-Object { $script:asked++; $archive } | Get-CheckpointManifest | Select-Object -First 1
        $script:asked | Should -Be 1
    }

    It 'end at Ctrl+C' {
        # A shell may have told its children to ignore the signal; env undoes that.
        $start = [System.Diagnostics.ProcessStartInfo]::new('env')
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        '--default-signal=INT', $powershell, '-NoProfile', '-NonInteractive', '-Command',
        "Import-Module '$module'; & { while (`$true) { '$archive' } } | Test-CheckpointArchive | ForEach-Object Verification" |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $process.StandardOutput.ReadLine() | Should -Be 'Valid'
            & kill -INT $process.Id
            # It goes on to write, until it ends; a full pipe would keep it from ending.
            $rest = $process.StandardOutput.ReadToEndAsync()
            $process.WaitForExit(10000) | Should -BeTrue
            $null = $rest.Result
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            $process.Dispose()
        }
    }

    It 'work in two runspaces at once' {
        $shells = 1..2 | ForEach-Object { [powershell]::Create([initialsessionstate]::CreateDefault2()).AddScript("Import-Module '$module'; 1..20 | ForEach-Object { Test-CheckpointArchive '$archive' }") }
        $waiting = $shells | ForEach-Object { $_.BeginInvoke() }
        for ($i = 0; $i -lt 2; $i++) {
            $result = @($shells[$i].EndInvoke(@($waiting)[$i]))
            @($result | Where-Object Verification -EQ 'Valid') | Should -HaveCount 20
            $shells[$i].Streams.Error.Count | Should -Be 0
            $shells[$i].Dispose()
        }
    }

    It 'work in ForEach-Object -Parallel' {
        $path = $archive
        $import = $module
        $names = 1..8 | ForEach-Object -Parallel { Import-Module $using:import; (Test-CheckpointArchive $using:path).Name } -ThrottleLimit 4
        @($names | Where-Object { $_ -eq 'plain' }) | Should -HaveCount 8
    }

    It 'work after Import-Module -Force, twice' {
        $run = Invoke-InNewProcess "Import-Module '$module' -Force; Import-Module '$module' -Force; Get-CheckpointManifest '$archive' | Get-ContainerRestorePlan | ForEach-Object Name"
        $run.Lines | Should -Be 'plain'
    }

    It 'pass strict mode, property by property' {
        Set-StrictMode -Version Latest
        $manifest = Test-CheckpointArchive $archive
        $plan = Get-ContainerRestorePlan $archive
        $restored = Import-ContainerCheckpoint $archive
        foreach ($item in $manifest, $plan, $restored) {
            foreach ($property in $item.PSObject.Properties.Name) {
                { $null = $item.$property } | Should -Not -Throw
            }
        }
    }
}
