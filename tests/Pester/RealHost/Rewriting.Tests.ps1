#Requires -Version 7.6
<#
    Archives that Podman itself refuses on this host, or restores wrongly, and that are restored by rewriting.
#>
Describe 'Importing what Podman refuses' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $WarningPreference = 'SilentlyContinue'
        $original = Join-Path "$TestDrive" 'original.tar'
        $script:count = Save-CounterArchive -Name moved -Path $original -Option '--publish', '18080:80', '--volume', 'data:/data' -Command "echo kept > /data/file; $counting"

        # Podman's own answer; what it leaves behind is taken away.
        function Get-PodmanAnswer {
            param([string] $Path)

            $said = & podman container restore --import $Path 2>&1 | ForEach-Object { "$_" }
            $exitCode = $LASTEXITCODE
            Clear-Podman
            [pscustomobject]@{ ExitCode = $exitCode; Said = "$said" }
        }
    }

    BeforeEach {
        Clear-Podman
    }

    AfterAll {
        Clear-Podman
        & podman image exists $image
        if ($LASTEXITCODE -ne 0) {
            $null = & busybox-image $image
        }
    }

    It 'has the pid files of another run root written nowhere' {
        $path = Join-Path "$TestDrive" 'run-root.tar'
        Edit-Config -Path $original -Destination $path -EditConfig {
            param($config)
            $config['conmonPidFile'] = '/run/elsewhere/containers/moved/userdata/conmon.pid'
            $config['pid_file'] = '/run/elsewhere/containers/moved/userdata/pidfile'
        }
        (Get-PodmanAnswer $path).Said | Should -BeLike '*conmon*'
        $result = Import-ContainerCheckpoint -Path $path -Confirm:$false
        Assert-GoesOn -Name moved -From $count
        @($result.Changes | Where-Object Rule -EQ 'PidFileReset') | Should -HaveCount 2
        (Get-Inspection moved).ConmonPidFile | Should -BeLike '/run/containers/storage/*'
        Test-Path -LiteralPath /run/elsewhere | Should -BeFalse
    }

    It 'takes the same image under another id' {
        $old = Invoke-Podman image inspect --format '{{.Id}}' $image
        $null = Invoke-Podman rmi --force $image
        $new = (& busybox-image $image) -replace '^sha256:'
        $new | Should -Not -Be $old
        (Get-PodmanAnswer $original).Said | Should -BeLike '*image not known*'

        $result = Import-ContainerCheckpoint -Path $original -Confirm:$false
        Assert-GoesOn -Name moved -From $count
        (Get-Inspection moved).Image | Should -Be $new
        $change = $result.Changes | Where-Object Field -EQ 'config.dump:rootfsImageID'
        $change.From | Should -Be $old
        $change.To | Should -Be $new
        $change.By | Should -Be 'CheckpointTools'
    }

    It 'takes an archive in the form of Podman 3' {
        # As Podman 3.4 wrote it: ports one by one, networks as names, its exit command, CNI's result, another host's paths.
        $path = Join-Path "$TestDrive" 'podman3.tar'
        Edit-Archive -Path $original -Destination $path -Edit {
            param($folder)
            Edit-Json -Path "$folder/config.dump" -EditRoot {
                param($config)
                $id = $config['id'].ToString()
                foreach ($name in 'newPortMappings', 'newNetworks', 'orderedNetworks') {
                    $config.Remove($name)
                }
                $config['portMappings'] = [System.Text.Json.Nodes.JsonNode]::Parse('[{"hostPort":18080,"containerPort":80,"protocol":"tcp","hostIP":""}]')
                $config['networks'] = [System.Text.Json.Nodes.JsonNode]::Parse('["podman"]')
                $config['exitCommand'] = [System.Text.Json.Nodes.JsonNode]::Parse("[`"/usr/bin/podman`",`"--root`",`"/var/lib/containers/storage`",`"container`",`"cleanup`",`"$id`"]")
                $config['conmonPidFile'] = "/var/run/podman3/overlay-containers/$id/userdata/conmon.pid"
                $config['pid_file'] = "/var/run/podman3/overlay-containers/$id/userdata/pidfile"
                $config['rootfsImageID'] = 'a' * 64
                $config['systemd'] = $false
            }
            [System.IO.File]::WriteAllText("$folder/network.status", '[{"cniVersion":"0.4.0","interfaces":[{"name":"cni-podman0","mac":"aa:bb:cc:dd:ee:01"},{"name":"veth1","mac":"aa:bb:cc:dd:ee:02"},{"name":"eth0","mac":"aa:bb:cc:dd:ee:03","sandbox":"/run/netns/cni-1"}],"ips":[{"version":"4","interface":2,"address":"10.88.0.77/16","gateway":"10.88.0.1"}],"routes":[{"dst":"0.0.0.0/0"}],"dns":{}}]')
            [System.IO.File]::Delete("$folder/stats-dump")
        }
        (Get-PodmanAnswer $path).ExitCode | Should -Be 125

        $result = Import-ContainerCheckpoint -Path $path -Confirm:$false
        Assert-GoesOn -Name moved -From $count
        $container = Get-Inspection moved
        $container.NetworkSettings.Ports.'80/tcp'.HostPort | Should -Be '18080'
        $container.NetworkSettings.Networks.podman.IPAddress | Should -BeLike '10.88.*'
        Invoke-Podman exec moved cat /data/file | Should -Be 'kept'
        foreach ($rule in 'ImageRebinding', 'PidFileReset', 'PortsConverted', 'NetworksConverted') {
            $result.Changes.Rule | Should -Contain $rule
        }
    }

    It 'gives a runtime by another name' {
        $path = Join-Path "$TestDrive" 'runtime.tar'
        Edit-Config -Path $original -Destination $path -EditConfig { param($config) $config['runtime'] = '/usr/sbin/runc-of-elsewhere/runc' }
        (Get-PodmanAnswer $path).ExitCode | Should -Be 125
        $null = Import-ContainerCheckpoint -Path $path -Runtime runc -Confirm:$false
        Assert-GoesOn -Name moved -From $count
    }
}
