#Requires -Version 7.6
<#
    Get-ContainerHost beside podman's own answers, on a real host that has something of everything.
#>
Describe 'The facts of a real host' -Tag 'RealPodman' {
    BeforeAll {
        & (Join-Path $PSScriptRoot '../../../tools/Import-BuiltModule.ps1')
        . (Join-Path $PSScriptRoot 'Podman.ps1')

        # What a list of podman says, whichever way it is asked: one line for each, in one order.
        function Get-Sorted {
            @($input | Sort-Object) -join "`n"
        }

        function Get-Text {
            param($Value)

            ConvertTo-Json -InputObject $Value -Depth 8
        }

        Clear-Podman
        $null = & podman network rm --force facts 2>&1
        & podman image exists localhost/bb:latest
        if ($LASTEXITCODE -ne 0) {
            $null = & busybox-image localhost/bb:latest
        }
        $null = Invoke-Podman network create --subnet 10.124.0.0/24 facts
        $null = Invoke-Podman volume create first
        $null = Invoke-Podman pod create --name web --publish 18088:80
        $null = Invoke-Podman pod create --name bare --infra=false
        $null = Invoke-Podman run --detach --name member --pod web localhost/bb:latest sleep 1000
        $null = Invoke-Podman run --detach --name publishing --publish 127.0.0.1:19000-19001:9000-9001/udp --volume second:/second localhost/bb:latest sleep 1000
        $null = Invoke-Podman run --detach --name fixed --network facts --ip 10.124.0.77 localhost/bb:latest sleep 1000
        $null = Invoke-Podman create --name waiting localhost/bb:latest sleep 1000

        $script:facts = Get-ContainerHost
        $script:information = (Invoke-Podman info --format json) -join "`n" | ConvertFrom-Json
    }

    AfterAll {
        Clear-Podman
        $null = & podman network rm --force facts 2>&1
    }

    It 'knows the system as podman info does' {
        $facts.Name | Should -Be $information.host.hostname
        $facts.PodmanVersion | Should -Be $information.version.Version
        $facts.CgroupVersion | Should -Be $information.host.cgroupVersion
        $facts.CgroupManager | Should -Be $information.host.cgroupManager
        $facts.Architecture | Should -Be $information.host.arch
        $facts.Kernel | Should -Be ([System.IO.File]::ReadAllText('/proc/sys/kernel/osrelease').Trim())
        $facts.Rootless | Should -Be $information.host.security.rootless
        $facts.SELinux | Should -Be $information.host.security.selinuxEnabled
        $facts.GraphRoot | Should -Be $information.store.graphRoot
        $facts.RunRoot | Should -Be $information.store.runRoot
        $facts.VolumePath | Should -Be $information.store.volumePath
        $facts.IsRemote | Should -BeFalse
        $facts.FreeSpace | Should -BeGreaterThan 0
    }

    It 'knows CRIU, and the runtimes by name and path' {
        $facts.CriuKnown | Should -BeTrue
        "Version: $($facts.CriuVersion)" | Should -Be @(& criu --version)[0]
        $facts.Runtime | Should -Be $information.host.ociRuntime.name
        $facts.Runtimes[0].Path | Should -Be $information.host.ociRuntime.path
        $facts.Runtimes.Name | Sort-Object | Should -Be @('crun', 'runc')
        foreach ($runtime in $facts.Runtimes) {
            $null = & $runtime.Path checkpoint --help 2>&1
            $runtime.CanCheckpoint | Should -Be ($LASTEXITCODE -eq 0)
            $runtime.CanRestoreIntoPod | Should -BeTrue
            @(& $runtime.Path --version)[0] | Should -Be "$($runtime.Name) version $($runtime.Version)"
        }
    }

    It 'knows every container' {
        $facts.Containers | ForEach-Object { "$($_.Id) $($_.Name) $($_.State) $($_.Pod) $($_.IsInfra)" } | Get-Sorted |
            Should -Be (Invoke-Podman ps --all --no-trunc --format '{{.ID}} {{.Names}} {{.State}} {{.Pod}} {{.IsInfra}}' | Get-Sorted)
        ($facts.Containers | Where-Object Name -EQ 'publishing').Ports | Should -Be '127.0.0.1:19000-19001->9000-9001/udp'
        ($facts.Containers | Where-Object IsInfra).Ports | Should -Be '18088->80/tcp'
    }

    It 'knows every pod' {
        $facts.Pods | ForEach-Object { "$($_.Id) $($_.Name) $($_.State) $($_.InfraContainerId)" } | Get-Sorted |
            Should -Be (Invoke-Podman pod ps --no-trunc --format '{{.ID}} {{.Name}} {{.Status}} {{.InfraID}}' | Get-Sorted)
        foreach ($pod in $facts.Pods) {
            $inspection = @((Invoke-Podman pod inspect $pod.Name) -join "`n" | ConvertFrom-Json)[0]
            $pod.SharedNamespaces -join ' ' | Should -Be (@($inspection.SharedNamespaces | Where-Object { $_ } | Sort-Object) -join ' ')
            $pod.CgroupPath | Should -Be "$($inspection.CgroupPath)"
        }
    }

    It 'knows every volume, image and network' {
        $facts.Volumes | Get-Sorted | Should -Be (Invoke-Podman volume ls --format '{{.Name}}' | Get-Sorted)
        $facts.Images.Id | Get-Sorted | Should -Be (Invoke-Podman images --all --no-trunc --format '{{.ID}}' | ForEach-Object { $_ -replace '^sha256:' } | Sort-Object -Unique | Get-Sorted)
        $facts.Networks.Name | Get-Sorted | Should -Be (Invoke-Podman network ls --format '{{.Name}}' | Get-Sorted)
        $network = $facts.Networks | Where-Object Name -EQ 'facts'
        $network.Subnets | Should -Be '10.124.0.0/24'
        $network.AddressesInUse | Should -Be '10.124.0.77'
    }

    It 'says the same when nothing has changed' {
        $again = Get-ContainerHost
        Get-Text ($again | Select-Object -Property * -ExcludeProperty FreeSpace) | Should -Be (Get-Text ($facts | Select-Object -Property * -ExcludeProperty FreeSpace))
    }

    It 'says the same through a service, but for what only the machine itself tells' {
        $null = [System.IO.Directory]::CreateDirectory('/run/podman')
        $service = [System.Diagnostics.Process]::Start('podman', [string[]]('system', 'service', '--time', '0', 'unix:///run/podman/facts.sock'))
        try {
            for ($i = 0; $i -lt 100 -and -not (Test-Path -LiteralPath '/run/podman/facts.sock'); $i++) {
                Start-Sleep -Milliseconds 50
            }
            $there = Get-ContainerHost -Connection unix:///run/podman/facts.sock
            $there.IsRemote | Should -BeTrue
            $there.CriuKnown | Should -BeFalse
            $there.FreeSpace | Should -BeNullOrEmpty
            $there.Runtimes.Known | Should -Be $false
            $own = 'Connection', 'IsRemote', 'CriuKnown', 'CriuVersion', 'FreeSpace', 'Runtimes'
            Get-Text ($there | Select-Object -Property * -ExcludeProperty $own) | Should -Be (Get-Text ($facts | Select-Object -Property * -ExcludeProperty $own))
        }
        finally {
            $service.Kill()
            $service.WaitForExit()
            [System.IO.File]::Delete('/run/podman/facts.sock')
        }
        Get-ContainerHost -Connection unix:///run/podman/facts.sock -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Be 'HostUnreachable,CheckpointTools.Commands.GetContainerHostCommand'
    }
}
