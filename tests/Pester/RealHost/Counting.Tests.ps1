#Requires -Version 7.6
<#
    A container that counts is checkpointed, exported, removed and imported: it counts on from where it was.
#>
Describe 'Importing a container that counts' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $archive = @{}
        $count = @{}
        foreach ($compress in 'none', 'gzip', 'zstd') {
            $archive[$compress] = Join-Path "$TestDrive" "$compress.tar"
        }
        $null = Invoke-Counter -Name plain
        foreach ($compress in 'none', 'gzip', 'zstd') {
            $last = $compress -eq 'zstd'
            $option = if ($last) { @() } else { @('--leave-running') }
            $count[$compress] = Export-Counter -Name plain -Path $archive[$compress] -Compress $compress -Option $option -Keep:(-not $last)
        }

        $withVolumes = Join-Path "$TestDrive" 'volumes.tar'
        $script:withVolumesCount = Save-CounterArchive -Name keeper -Path $withVolumes -Compress gzip -Option '--volume', 'first:/first', '--volume', 'second:/second' -Command "echo kept > /first/file; mkdir /second/deep; echo deep > /second/deep/file; $counting"
        $withPorts = Join-Path "$TestDrive" 'ports.tar'
        $script:withPortsCount = Save-CounterArchive -Name server -Path $withPorts -Compress zstd -Option '--publish', '18080:80' -Command "mkdir /www; echo served > /www/index.html; $counting"

        # What a web server in the container answers on a port of the host; empty where nothing does. It is started after the
        # restore: CRIU cannot dump a socket on every kernel.
        function Read-Web {
            param([int] $Port)

            $client = [System.Net.Http.HttpClient]::new()
            try {
                $client.GetStringAsync("http://127.0.0.1:$Port/").GetAwaiter().GetResult().Trim()
            }
            catch [System.Net.Http.HttpRequestException] {
                ''
            }
            finally {
                $client.Dispose()
            }
        }

        function Get-Listening {
            [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners() | ForEach-Object { "$_" }
        }
    }

    BeforeEach {
        Clear-Podman
    }

    AfterAll {
        Clear-Podman
    }

    It 'goes on from an archive compressed with <_>' -ForEach 'none', 'gzip', 'zstd' {
        $result = Import-ContainerCheckpoint -Path $archive[$_] -Confirm:$false
        Assert-GoesOn -Name plain -From $count[$_]
        $result.Name | Should -Be 'plain'
        $result.State | Should -Be 'running'
        $result.Changed | Should -BeTrue
        $result.Id | Should -Be (Get-Inspection plain).Id
        $result.ProcessId | Should -Be (Get-Inspection plain).State.Pid
        $result.ArchivePath | Should -Be $archive[$_]
        $result.Transfer | Should -Be 'Staged'
        $result.CriuTime | Should -BeGreaterThan ([timespan]::Zero)
    }

    It 'leaves nothing but the container, compressed with <_>' -ForEach 'none', 'gzip', 'zstd' {
        $before = Get-HostState
        $null = Import-ContainerCheckpoint -Path $archive[$_] -Confirm:$false
        $null = Invoke-Podman rm --force --time 0 plain
        Assert-HostState -Before $before
    }

    It 'goes on under a new name, beside itself' {
        $null = Import-ContainerCheckpoint -Path $archive['gzip'] -Confirm:$false
        $result = Import-ContainerCheckpoint -Path $archive['gzip'] -Name other -Confirm:$false
        Assert-GoesOn -Name other -From $count['gzip']
        Assert-GoesOn -Name plain -From $count['gzip']
        $result.Name | Should -Be 'other'
        $result.Id | Should -Not -Be (Get-Inspection plain).Id
    }

    It 'refuses one that is there by its id and by its name' {
        $null = Import-ContainerCheckpoint -Path $archive['none'] -Confirm:$false
        $before = Get-HostState
        $refused = Invoke-Import @{ Path = $archive['none'] }
        $refused.ErrorId | Should -Be 'ContainerExists'
        $null = Invoke-Podman rm --force --time 0 plain
        $null = Invoke-Counter -Name plain
        $before = Get-HostState
        (Invoke-Import @{ Path = $archive['none'] }).ErrorId | Should -Be 'ContainerExists'
        Assert-HostState -Before $before
    }

    It 'leaves one alone that is there, with -SkipExisting' {
        $first = Import-ContainerCheckpoint -Path $archive['none'] -SkipExisting -Confirm:$false
        $first.Changed | Should -BeTrue
        $before = Get-HostState
        $second = Import-ContainerCheckpoint -Path $archive['none'] -SkipExisting -Confirm:$false
        $second.Changed | Should -BeFalse
        $second.Id | Should -Be $first.Id
        $second.State | Should -Be 'running'
        @($second.Changes) | Should -HaveCount 0
        Assert-HostState -Before $before
    }

    It 'brings the content of volumes' {
        $result = Import-ContainerCheckpoint -Path $withVolumes -Confirm:$false
        Assert-GoesOn -Name keeper -From $withVolumesCount
        Invoke-Podman exec keeper cat /first/file /second/deep/file | Should -Be 'kept', 'deep'
        Invoke-Podman volume ls --quiet | Sort-Object | Should -Be 'first', 'second'
        $result.Changes | Where-Object Rule -EQ 'VolumeCreated' | ForEach-Object To | Sort-Object | Should -Be 'first', 'second'
    }

    It 'refuses to overwrite a volume, and touches neither it nor the other' {
        $null = Invoke-Podman volume create second
        $path = Invoke-Podman volume inspect --format '{{.Mountpoint}}' second
        Set-Content -LiteralPath "$path/mine" -Value 'mine'
        $before = Get-HostState
        $refused = Invoke-Import @{ Path = $withVolumes }
        $refused.ErrorId | Should -Be 'VolumeExists'
        $refused.Errors | Should -HaveCount 1
        Assert-HostState -Before $before
        Get-Content -LiteralPath "$path/mine" | Should -Be 'mine'
    }

    It 'leaves a volume''s content alone with -IgnoreVolume' {
        $null = Invoke-Podman volume create second
        $path = Invoke-Podman volume inspect --format '{{.Mountpoint}}' second
        Set-Content -LiteralPath "$path/mine" -Value 'mine'
        $null = Import-ContainerCheckpoint -Path $withVolumes -IgnoreVolume -Confirm:$false
        Assert-GoesOn -Name keeper -From $withVolumesCount
        Invoke-Podman exec keeper ls /second | Should -Be 'mine'
        @(Invoke-Podman exec keeper ls /first) | Should -HaveCount 0
    }

    It 'listens where it listened' {
        $result = Import-ContainerCheckpoint -Path $withPorts -Confirm:$false
        Assert-GoesOn -Name server -From $withPortsCount
        $null = Invoke-Podman exec server httpd -p 80 -h /www
        Read-Web 18080 | Should -Be 'served'
        "$($result.Ports)" | Should -Be '18080->80/tcp'
    }

    It 'listens on the new ports with -PublishPort, and on the old no more' {
        $result = Import-ContainerCheckpoint -Path $withPorts -PublishPort '127.0.0.1:18090:80', '18100-18101:100-101' -Confirm:$false
        Assert-GoesOn -Name server -From $withPortsCount
        $listening = @(Get-Listening)
        foreach ($port in '127.0.0.1:18090', '0.0.0.0:18100', '0.0.0.0:18101') {
            $listening | Should -Contain $port
        }
        $listening -match ':18080$' | Should -BeNullOrEmpty
        $null = Invoke-Podman exec server httpd -p 80 -h /www
        Read-Web 18090 | Should -Be 'served'
        Read-Web 18080 | Should -BeNullOrEmpty
        (Get-Inspection server).NetworkSettings.Ports.'80/tcp'.HostPort | Should -Be '18090'
        @($result.Changes | Where-Object Rule -EQ 'PortsReplaced') | Should -HaveCount 1
    }

    It 'refuses a port that the host has in use' {
        $null = Import-ContainerCheckpoint -Path $withPorts -Confirm:$false
        $before = Get-HostState
        (Invoke-Import @{ Path = $withPorts; Name = 'again' }).ErrorId | Should -Be 'PortInUse'
        Assert-HostState -Before $before
    }

    It 'works through a service' {
        $socket = Join-Path "$TestDrive" 'podman.sock'
        $service = [System.Diagnostics.Process]::Start('podman', [string[]]('system', 'service', '--time', '0', "unix://$socket"))
        try {
            for ($i = 0; $i -lt 100 -and -not [System.IO.File]::Exists($socket); $i++) {
                Start-Sleep -Milliseconds 50
            }
            $result = Import-ContainerCheckpoint -Path $archive['zstd'] -Connection "unix://$socket" -Confirm:$false
            Assert-GoesOn -Name plain -From $count['zstd']
            $result.Connection | Should -Be "unix://$socket"
        }
        finally {
            $service.Kill()
            $service.WaitForExit()
        }
    }
}
