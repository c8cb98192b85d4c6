#Requires -Version 7.6
# What a key press offers. Answers are kept for ten seconds and per connection, so each case has a connection of its own.
BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    . (Join-Path $PSScriptRoot 'Support/FakePodman.ps1')
    $script:fake = Install-FakePodman -Folder (Join-Path "$TestDrive" 'bin') -Root $root -WithPods
    $script:podArchive = Join-Path $root 'tests/fixtures/pod-pdef.tar.zst'

    function Complete {
        param([string] $Line)

        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }

    # A busy machine may have its answer only at a later key, and then with what is best in another place.
    function Complete-Patiently {
        param([string] $Line, [string] $First = '*')

        foreach ($try in 1..50) {
            $offered = @(Complete $Line)
            if ($offered -and $offered[0].CompletionText -like $First) {
                break
            }
            Start-Sleep -Milliseconds 200
        }
        $offered
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

    # The archive's container shared ipc, net and uts. By their names the pods would come in another order.
    It 'offers those that fit the archive first: <_>' -ForEach "-LiteralPath 'ARCHIVE'", "-Path 'ARCHIVE'", "'ARCHIVE*'", '-InputObject $podManifest' {
        $ExecutionContext.SessionState.PSVariable.Set('global:podManifest', (Get-CheckpointManifest -LiteralPath $podArchive))
        $offered = @(Complete-Patiently "Import-ContainerCheckpoint $($_.Replace('ARCHIVE', $podArchive)) -Connection one -Pod " -First web)
        $ExecutionContext.SessionState.PSVariable.Remove('global:podManifest')
        $offered | ForEach-Object { "$($_.CompletionText): $($_.ToolTip)" } | Should -Be @(
            'web: Running, shares ipc, net, uts'
            'no-cgroup: Created, shares net, pid; lacks ipc, uts'
            'no-infra: Created, shares nothing; lacks an infra container, ipc, net, uts'
        )
    }

    It 'offers all pods alike where nothing has to be shared, and last those that nothing can join' {
        $offered = @(Complete-Patiently "Import-ContainerCheckpoint -LiteralPath '$(Join-Path $root 'tests/fixtures/plain-zstd.tar')' -Connection one -Pod ")
        $offered.CompletionText | Should -Be 'no-cgroup', 'web', 'no-infra'
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
        Set-Content -LiteralPath (Join-Path $fake.Folder 'connections.json') -Value '[{"Name":"alpha","URI":"ssh://root@alpha/run/podman/podman.sock","Default":false},{"Name":"prod","URI":"ssh://root@prod/run/podman/podman.sock","Default":true},{"Name":"the third","URI":"ssh://root@three/run/podman/podman.sock","Default":false}]'
        $offered = @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection ')
        $offered.CompletionText | Should -Be 'prod', 'alpha', "'the third'"
        $offered[0].ToolTip | Should -Be 'ssh://root@prod/run/podman/podman.sock (podman''s default)'
        @(Complete-Patiently 'Get-ContainerHost -Connection a').CompletionText | Should -Be 'alpha'
    }
}

Describe 'Completion of -Runtime' {
    It 'offers the runtimes of the host, those that can checkpoint first' {
        $offered = @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Runtime ')
        $offered.CompletionText | Should -Be 'runc', 'crun'
        $offered[0].ToolTip | Should -Not -Match 'cannot'
        $offered[1].ToolTip | Should -Match ', cannot checkpoint$'
        @(Complete 'Get-ContainerHost -Runtime c').CompletionText | Should -Be 'crun'
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

    It 'is silent where the archive cannot be looked at: <_>' -ForEach '-Path nosuch.tar', '-LiteralPath nosuch.tar', '-Path nosuch:/a.tar', '-LiteralPath nosuch:/a.tar', '-Path Env:PATH', '-Path /' {
        $global:Error.Clear()
        @(Complete-Patiently "Import-ContainerCheckpoint $_ -Connection one -Pod ").CompletionText | Sort-Object | Should -Be 'no-cgroup', 'no-infra', 'web'
        $global:Error.Count | Should -Be 0
    }

    # Were the host waited for, podman would be stopped in the end, and asked again at the next key.
    It 'waits for no host that does not answer, and has its answer at a later key' {
        $hold = Join-Path $fake.Folder 'hold'
        Set-Content -LiteralPath $hold -Value ''
        try {
            $null = Get-FakePodmanCall $fake
            @(Complete 'Import-ContainerCheckpoint web.tar -Connection four -Pod ') | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item -LiteralPath $hold
        }
        @(Complete-Patiently 'Import-ContainerCheckpoint web.tar -Connection four -Pod w').CompletionText | Should -Be 'web'
        @(Get-FakePodmanCall $fake | Where-Object { $_ -eq '--connection four pod ps --format json' }) | Should -HaveCount 1
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
