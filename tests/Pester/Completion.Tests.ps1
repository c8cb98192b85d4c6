#Requires -Version 7.6
# What a key press offers. Answers are kept for ten seconds and per connection, so each case has a connection of its own.
BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    . (Join-Path $PSScriptRoot 'Support/FakePodman.ps1')
    $script:fake = Install-FakePodman -Folder (Join-Path "$TestDrive" 'bin') -Root $root
    [System.IO.File]::Copy((Join-Path $root 'tests/fixtures/host/5.4.2/pod-ps.json'), (Join-Path $fake.Folder 'pods.json'))
    [System.IO.File]::Copy((Join-Path $root 'tests/fixtures/host/5.4.2/pod-inspect.json'), (Join-Path $fake.Folder 'pod-inspect.json'))
    $script:podArchive = Join-Path $root 'tests/fixtures/pod-pdef.tar.zst'

    function Complete {
        param([string] $Line)

        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }

    # A busy machine may have its answer only at a later key.
    function Complete-Patiently {
        param([string] $Line)

        foreach ($try in 1..50) {
            $offered = @(Complete $Line)
            if ($offered) {
                return $offered
            }
            Start-Sleep -Milliseconds 200
        }
    }
}

AfterAll {
    $env:PATH = $fake.PathBefore
}

Describe 'Completion of -Pod' {
    It 'offers the pods of the host, and what they share' {
        $offered = @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection one -Pod ')
        @($offered.CompletionText | Sort-Object) | Should -Be 'no-cgroup', 'no-infra', 'web'
        ($offered | Where-Object CompletionText -EQ 'web').ToolTip | Should -Match 'shares .*net'
    }

    It 'offers those that begin as what is there' {
        @(Complete-Patiently 'Get-ContainerRestorePlan web.tar -Connection one -Pod w').CompletionText | Should -Be 'web'
        @(Complete-Patiently "Get-ContainerRestorePlan web.tar -Connection one -Pod 'w").CompletionText | Should -Be 'web'
        @(Complete 'Get-ContainerRestorePlan web.tar -Connection one -Pod x') | Should -BeNullOrEmpty
    }

    It 'offers those that fit the archive first' {
        $offered = @(Complete-Patiently "Import-ContainerCheckpoint -LiteralPath '$podArchive' -Connection one -Pod ")
        $offered[-1].CompletionText | Should -Be 'no-infra'
        $offered[-1].ToolTip | Should -Match 'lacks an infra container'
        $offered[0].ToolTip | Should -Not -Match 'lacks'
    }

    It 'asks the host that -Connection names, once' {
        $null = Get-FakePodmanCall $fake
        $null = Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection two -Pod '
        $null = Complete 'Import-ContainerCheckpoint web.tar -Connection two -Pod w'
        @(Get-FakePodmanCall $fake | Where-Object { $_ -eq '--connection two pod ps --format json' }) | Should -HaveCount 1
    }
}

Describe 'Completion of -Connection' {
    It 'offers podman''s connections, the default one first' {
        Set-Content -LiteralPath (Join-Path $fake.Folder 'connections.json') -Value '[{"Name":"alpha","URI":"ssh://root@alpha/run/podman/podman.sock","Default":false},{"Name":"prod","URI":"ssh://root@prod/run/podman/podman.sock","Default":true}]'
        $offered = @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection ')
        $offered.CompletionText | Should -Be 'prod', 'alpha'
        $offered[0].ToolTip | Should -Be 'ssh://root@prod/run/podman/podman.sock (podman''s default)'
        @(Complete-Patiently 'Get-ContainerHost -Connection a').CompletionText | Should -Be 'alpha'
    }
}

Describe 'Completion of -Runtime' {
    It 'offers the runtimes of the host' {
        @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Runtime r').CompletionText | Should -Be 'runc'
    }
}

# The engine completes names of files with cmdlets of a module that tools/Shell has not.
Describe 'Completion of -Path' -Skip:($Host.Name -eq 'CheckpointTools.Shell') {
    BeforeAll {
        $store = Join-Path "$TestDrive" 'store'
        foreach ($folder in $store, (Join-Path $store 'aa')) {
            $null = New-Item -Path $folder -ItemType Directory
        }
        foreach ($name in 'a.txt', 'b.tar.zst', 'c.tar', 'd e.tar.gz', 'f[1].tar') {
            Set-Content -LiteralPath (Join-Path $store $name) -Value ''
        }
        Push-Location -LiteralPath $store
    }

    AfterAll {
        Pop-Location
    }

    It 'offers archives first, then folders, then other files' {
        $offered = @(Complete 'Test-CheckpointArchive ').ListItemText
        $offered | Should -Be 'b.tar.zst', 'c.tar', 'd e.tar.gz', 'f[1].tar', 'aa', 'a.txt'
    }

    It 'offers what can be run as it is' {
        $offered = @(Complete 'Test-CheckpointArchive -Path f').CompletionText
        @(Resolve-Path -Path ([scriptblock]::Create($offered).InvokeReturnAsIs())).Count | Should -Be 1
        @(Complete 'Test-CheckpointArchive "d').CompletionText | Should -Match '^["''&].*d e\.tar\.gz["'']$'
    }
}

Describe 'Completion' {
    It 'offers nothing for <_>, which only the user knows' -ForEach '-Name', '-PublishPort' {
        @(Complete "Import-ContainerCheckpoint web.tar $_ ") | Should -BeNullOrEmpty
    }

    It 'is silent where podman fails' {
        Set-Content -LiteralPath (Join-Path $fake.Folder 'broken') -Value ''
        try {
            $global:Error.Clear()
            @(Complete 'Import-ContainerCheckpoint web.tar -Connection three -Pod ') | Should -BeNullOrEmpty
            $global:Error.Count | Should -Be 0
        }
        finally {
            Remove-Item -LiteralPath (Join-Path $fake.Folder 'broken')
        }
    }

    It 'waits for no slow host, and has its answer at the next key' {
        Set-Content -LiteralPath (Join-Path $fake.Folder 'delay') -Value '0.6'
        try {
            $null = Complete 'Import-ContainerCheckpoint web.tar -Connection warm -Keep'
            $took = Measure-Command { Complete 'Import-ContainerCheckpoint web.tar -Connection four -Pod ' }
            # What a key press may take, and as much again for a machine with other things to do.
            $took.TotalMilliseconds | Should -BeLessThan 600
        }
        finally {
            Remove-Item -LiteralPath (Join-Path $fake.Folder 'delay')
        }
        $offered = @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection four -Pod w').CompletionText
        $offered | Should -Be 'web'
    }

    It 'is silent where there is no podman' {
        $env:PATH = Join-Path "$TestDrive" 'nothing'
        try {
            @(Complete 'Import-ContainerCheckpoint web.tar -Connection five -Pod ') | Should -BeNullOrEmpty
        }
        finally {
            $env:PATH = "$($fake.Folder):$($fake.PathBefore)"
        }
    }
}
