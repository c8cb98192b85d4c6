#Requires -Version 7.6
<#
    Get-ContainerHost as its users call it. The podman, criu and runc on PATH are scripts that answer as the host did whose
    answers are in tests/fixtures/host; RealHost/ContainerHost.Tests.ps1 asks a real one.
#>
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    $script:archive = Join-Path $root 'tests/fixtures/plain-none.tar'
    $bin = Join-Path "$TestDrive" 'bin'
    $null = New-Item -Path $bin -ItemType Directory
    $log = Join-Path "$TestDrive" 'calls'

    function Add-Program {
        param([string] $Name, [string] $Text)

        $path = Join-Path $bin $Name
        Set-Content -LiteralPath $path -Value "#!/bin/sh`n$Text"
        [System.IO.File]::SetUnixFileMode($path, 'UserRead, UserWrite, UserExecute')
    }

    Add-Program criu 'echo "Version: 4.1.1"'
    Add-Program runc "[ `"`$2`" = --help ] || { echo 'flag needs an argument: -lsm-mount-context' >&2; exit 1; }"
    Add-Program podman (@'
facts=FIXTURES; bin=BIN
echo "$*" >> LOG
case $1 in
    --connection | --url)
        case $2 in
            nosuch) cat "$facts/unreachable-name.txt.err" >&2; exit 125 ;;
            slow) echo $$ >> LOG.pids; exec sleep 60 ;;
            warned) echo 'time="2026-11-24T00:48:05Z" level=warning msg="so be warned"' >&2 ;;
        esac
        remote=remote-; shift 2 ;;
esac
case $* in
    'info --format json') sed "s|/usr/bin/runc|$bin/runc|" "$facts/${remote}info.json" ;;
    '--runtime crun info --format json') cat "$facts/info-nosuch.json.err" >&2; exit 125 ;;
    'ps --all --external --format json') cat "$facts/${remote}ps.json" ;;
    'images --all --format json') cat "$facts/${remote}images.json" ;;
    'pod ps --format json') cat "$facts/pod-ps.json" ;;
    'pod inspect '*) cat "$facts/${remote}pod-inspect.json" ;;
    'container inspect '*) cat "$facts/container-inspect.json" ;;
    'volume ls --format json') cat "$facts/volume-ls.json" ;;
    'network ls --format json') cat "$facts/network-ls.json" ;;
    'network inspect app podman') cat "$facts/${remote}network-inspect.json" ;;
    *) echo "Error: unrecognized command podman $*" >&2; exit 125 ;;
esac
'@.Replace('FIXTURES', (Join-Path $root 'tests/fixtures/host/5.4.2')).Replace('BIN', $bin).Replace('LOG', $log))

    $path = $env:PATH
    $env:PATH = "${bin}:$path"

    # The parameter's transformation alone.
    $script:transform = [scriptblock]::Create('param([CheckpointTools.Binding.ContainerHostTransformation()] [CheckpointTools.ContainerHost] $Value) $Value')

    # Records compare their lists by reference; this compares all that a host says.
    function Get-Text {
        param($Value)

        ConvertTo-Json -InputObject $Value -Depth 8
    }
}

AfterAll {
    $env:PATH = $path
}

Describe 'Get-ContainerHost' {
    BeforeEach {
        Set-Content -LiteralPath $log -Value ''
    }

    It 'gives the facts of the local host' {
        $result = @(Get-ContainerHost)
        $result | Should -HaveCount 1
        $result[0].PSObject.TypeNames[0] | Should -Be 'CheckpointTools.ContainerHost'
        $result[0].Name | Should -Be 'checkpoint-host'
        $result[0].Connection | Should -Be ''
        $result[0].PodmanVersion | Should -Be '5.4.2'
        $result[0].CriuVersion | Should -Be '4.1.1'
        $result[0].Runtimes[0].CanRestoreIntoPod | Should -BeTrue
        $result[0].Containers | Should -HaveCount 8
        ($result[0].Containers | Where-Object Name -EQ 'ports').Ports | Should -HaveCount 3
        $result[0].Volumes -join ' ' | Should -Be 'data1 data2'
    }

    It 'asks podman everything once, and crun besides the default runtime' {
        $null = Get-ContainerHost
        $calls = @(Get-Content -LiteralPath $log | Where-Object { $_ })
        $calls | Should -HaveCount 10
        @($calls | Sort-Object -Unique) | Should -HaveCount 10
        $calls | Should -Contain '--runtime crun info --format json'
    }

    It 'asks the runtimes that are named' {
        (Get-ContainerHost -Runtime @()).Runtimes.Name | Should -Be 'runc'
        $named = (Get-ContainerHost -Runtime crun).Runtimes
        $named.Name | Should -Be @('runc', 'crun')
        $named[1].Path | Should -Be ''
    }

    It 'takes connections by position' {
        (Get-ContainerHost web1, ssh://root@web2/run/podman/podman.sock).Connection | Should -Be @('web1', 'ssh://root@web2/run/podman/podman.sock')
        Get-Content -LiteralPath $log | Should -Contain '--connection web1 info --format json'
        Get-Content -LiteralPath $log | Should -Contain '--url ssh://root@web2/run/podman/podman.sock info --format json'
    }

    It 'takes connections from the pipeline' {
        $result = @('web1', 'web2' | Get-ContainerHost)
        $result.Connection | Should -Be @('web1', 'web2')
        $result[0].IsRemote | Should -BeTrue
        $result[0].CriuKnown | Should -BeFalse
    }

    It 'takes hosts from the pipeline, to read them anew' {
        (Get-ContainerHost -Connection '', 'web1' | Get-ContainerHost).Connection | Should -Be @('', 'web1')
    }

    It 'gives nothing for an empty pipeline' {
        @() | Get-ContainerHost | Should -BeNullOrEmpty
        Get-Content -LiteralPath $log | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'says which host cannot be reached, and goes on with the others' {
        $result = @(Get-ContainerHost -Connection web1, nosuch, web2 -ErrorVariable failed -ErrorAction SilentlyContinue)
        $result.Connection | Should -Be @('web1', 'web2')
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -Be 'HostUnreachable,CheckpointTools.Commands.GetContainerHostCommand'
        $failed[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $failed[0].TargetObject | Should -Be 'nosuch'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'podman system connection list'
    }

    It 'ends the pipeline where podman is missing' {
        $env:PATH = "$TestDrive"
        try {
            { 'web1', 'web2' | Get-ContainerHost } | Should -Throw -ErrorId 'PodmanMissing,CheckpointTools.Commands.GetContainerHostCommand'
        }
        finally {
            $env:PATH = "${bin}:$path"
        }
    }

    It 'never runs a podman of the current folder' {
        Push-Location -LiteralPath $bin
        $env:PATH = ":.:$TestDrive"
        try {
            { Get-ContainerHost } | Should -Throw -ErrorId 'PodmanMissing,CheckpointTools.Commands.GetContainerHostCommand'
        }
        finally {
            $env:PATH = "${bin}:$path"
            Pop-Location
        }
    }

    It 'tells on -Verbose what is run, and warns of what podman warns of' {
        $said = @(Get-ContainerHost -Connection warned -Verbose 3>&1 4>&1 | Where-Object { $_ -isnot [CheckpointTools.ContainerHost] })
        @($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message) -like 'podman --connection warned info --format json (exit code 0, * ms)' | Should -HaveCount 1
        @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })[0].Message | Should -Be 'podman: so be warned'
    }

    It 'leaves no podman behind when it is stopped' {
        # CreateDefault2 has the commands of the engine alone, which every PowerShell has.
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule((Get-Module -Name CheckpointTools).Path)
        $powershell = [powershell]::Create($state)
        $null = $powershell.AddCommand('Get-ContainerHost').AddParameter('Connection', 'slow')
        $null = $powershell.BeginInvoke()
        for ($i = 0; $i -lt 200 -and @(Get-Content -LiteralPath "$log.pids" -ErrorAction Ignore).Count -lt 6; $i++) {
            Start-Sleep -Milliseconds 50
        }
        $processes = @(Get-Content -LiteralPath "$log.pids")
        $processes | Should -HaveCount 6
        $powershell.Stop()
        $powershell.Dispose()
        $processes | Where-Object { [System.IO.Directory]::Exists("/proc/$_") } | Should -BeNullOrEmpty
    }

    It 'has a table that fits a terminal' {
        $lines = (Get-ContainerHost | Format-Table | Out-String -Width 100) -split "`n" | Where-Object { $_.Trim() }
        $lines[0] | Should -Match '^Name +Connection +Podman +CRIU +Runtime +Root +Pods +Containers +Free'
        $lines[2] | Should -Match '^checkpoint-host +5\.4\.2 +4\.1\.1 +runc +yes +3 +8\b'
    }

    It 'has a list that sums up' {
        $text = Get-ContainerHost | Format-List | Out-String -Width 120
        $text | Should -Match 'Runtimes +: runc 1\.1\.15\+ds1: restores, also into pods\r?\n +crun: not there'
        $text | Should -Match 'Pods +: no-cgroup, no-infra, web'
        $text | Should -Match 'Containers +: 8 \(5 running\)'
        $text | Should -Match 'Networks +: app, podman'
    }

    It 'has tables for what a host has' {
        $facts = Get-ContainerHost
        $facts.Pods | Format-Table | Out-String -Width 100 | Should -Match 'web +Running +ipc, net, uts +[0-9a-f]{12}'
        $facts.Containers | Format-Table | Out-String -Width 160 | Should -Match 'ports +running +8080->80/tcp, \[::1\]:8443->443/tcp, 127\.0\.0\.1:9000-9002->9000-9002/udp'
        $facts.Images | Format-Table | Out-String -Width 100 | Should -Match '[0-9a-f]{12} +localhost/second:2, localhost/second:1'
        $facts.Networks | Format-Table | Out-String -Width 100 | Should -Match 'app +10\.123\.0\.0/24 +10\.123\.0\.77'
        $facts.Runtimes | Format-Table | Out-String -Width 100 | Should -Match 'runc +1\.1\.15\+ds1 +True +True'
    }
}

Describe 'A container host on its way through JSON' {
    BeforeAll {
        $facts = Get-ContainerHost
        $script:json = $facts | ConvertTo-Json -Depth 6
    }

    It 'comes back as it was from ConvertFrom-Json' {
        $back = & $transform ($json | ConvertFrom-Json)
        $back.PSObject.TypeNames[0] | Should -Be 'CheckpointTools.ContainerHost'
        Get-Text $back | Should -Be (Get-Text $facts)
    }

    It 'comes back as it was from a file' {
        $file = Join-Path "$TestDrive" 'host.json'
        $json | Set-Content -LiteralPath $file
        Get-Text (& $transform (Get-Content -LiteralPath $file -Raw | ConvertFrom-Json)) | Should -Be (Get-Text $facts)
    }

    It 'comes back as it was from a hashtable, from the text itself, and from a list of one' {
        Get-Text (& $transform ($json | ConvertFrom-Json -AsHashtable)) | Should -Be (Get-Text $facts)
        Get-Text (& $transform $json) | Should -Be (Get-Text $facts)
        Get-Text (& $transform @($json | ConvertFrom-Json)) | Should -Be (Get-Text $facts)
    }

    It 'comes back as it was from remoting' {
        $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($facts))
        $back.PSObject.TypeNames[0] | Should -Be 'Deserialized.CheckpointTools.ContainerHost'
        Get-Text (& $transform $back) | Should -Be (Get-Text $facts)
    }

    It 'is the same object where nothing was done to it' {
        [object]::ReferenceEquals((& $transform $facts), $facts) | Should -BeTrue
    }

    It 'gives the plan that the host itself gives' {
        $plan = Get-ContainerRestorePlan -LiteralPath $archive -ContainerHost ($json | ConvertFrom-Json)
        Get-Text $plan.Checks | Should -Be (Get-Text (Get-ContainerRestorePlan -LiteralPath $archive -ContainerHost $facts).Checks)
        $plan.ContainerHost | Should -Be 'checkpoint-host'
    }

    It 'is refused where <Case>, with what is amiss' -ForEach @(
        @{ Case = 'it is something else'; Change = { @{ a = 1 } }; Says = '*no PodmanVersion*ConvertTo-Json -Depth 6*' }
        @{ Case = 'ConvertTo-Json did not go deep enough'; Change = { $facts | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json }; Says = '*$.Runtimes*[0]*' }
        @{ Case = 'a list is missing'; Change = { $json | ConvertFrom-Json | Select-Object -Property * -ExcludeProperty Containers }; Says = '*no Containers*' }
        @{ Case = 'a property is of another type'; Change = { $one = $json | ConvertFrom-Json; $one.Rootless = 'no'; $one }; Says = '*$.Rootless*true or false*' }
        @{ Case = 'there are several'; Change = { @(($json | ConvertFrom-Json), ($json | ConvertFrom-Json)) }; Says = '*One container host is wanted, and 2 were given*' }
        @{ Case = 'it has no end'; Change = { $one = @{ PodmanVersion = '5' }; $one.Self = $one; $one }; Says = '*too deep*' }
    ) {
        $given = & $Change
        { Get-ContainerRestorePlan -LiteralPath $archive -ContainerHost $given } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,CheckpointTools.Commands.GetContainerRestorePlanCommand' -ExpectedMessage $Says
    }
}
