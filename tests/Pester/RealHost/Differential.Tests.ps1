#Requires -Version 7.6
<#
    Our verdict beside Podman's own, on the same host, for every row of the table: Podman really restores. Where the two
    differ, the row names the difference, and docs/differences-from-podman.md says that it is deliberate.
#>
Describe 'Our verdict and Podman''s' -Tag 'RealPodman' {
    BeforeDiscovery {
        # Row, archive, options, what the host is like, and the difference's id; none where the verdicts are the same.
        $table = @(
            # Options of a container of no pod.
            , ('as it is', 'plain', @{})
            , ('compressed with gzip', 'gzip', @{})
            , ('compressed with zstd', 'zstd', @{})
            , ('compressed with bzip2', 'bzip2', @{})
            , ('compressed with xz', 'xz', @{})
            , ('a new name', 'plain', @{ Name = 'other' })
            , ('a name that is none', 'plain', @{ Name = 'no name!' }, '', 'InvalidName')
            , ('a name with a slash', 'plain', @{ Name = '../other' }, '', 'InvalidName')
            , ('its own name', 'plain', @{ Name = 'plain' })
            , ('volumes ignored', 'plain', @{ IgnoreVolume = $true })
            , ('files ignored', 'plain', @{ IgnoreRootFileSystem = $true })
            , ('images kept', 'plain', @{ Keep = $true })
            , ('file locks', 'plain', @{ FileLock = $true })
            , ('connections kept', 'plain', @{ TcpEstablished = $true })
            , ('connections kept under a new name', 'plain', @{ TcpEstablished = $true; Name = 'other' })
            , ('addresses ignored', 'plain', @{ IgnoreStaticIPAddress = $true; IgnoreStaticMacAddress = $true })
            , ('a pod for one of none', 'plain', @{ Pod = 'web' })
            , ('a missing pod for one of none', 'plain', @{ Pod = 'nowhere' })
            , ('a previous archive that is none', 'plain', @{ PreviousPath = '/etc/hostname' })

            # What is on the host already.
            , ('the volume exists', 'plain', @{}, 'volume')
            , ('the volume exists, ignored', 'plain', @{ IgnoreVolume = $true }, 'volume')
            , ('the volume exists, under a new name', 'plain', @{ Name = 'other' }, 'volume')
            , ('the id exists', 'plain', @{ IgnoreVolume = $true }, 'id')
            , ('the name exists', 'plain', @{}, 'name')
            , ('the name exists, under a new one', 'plain', @{ Name = 'other' }, 'name')
            , ('the new name exists', 'plain', @{ Name = 'taken' }, 'taken')
            , ('the port is taken', 'plain', @{}, 'port')
            , ('the port is taken, another given', 'plain', @{ PublishPort = '18090:80' }, 'port')
            , ('the static address is taken', 'static', @{}, 'address')
            , ('the static address is taken, ignored', 'static', @{ IgnoreStaticIPAddress = $true }, 'address')
            , ('the network is missing', 'networked', @{})
            , ('the network is there', 'networked', @{}, 'network')

            # Ports.
            , ('another port', 'plain', @{ PublishPort = '18090:80' })
            , ('a port of an address', 'plain', @{ PublishPort = '127.0.0.1:18090:80' })
            , ('a port of IPv6', 'plain', @{ PublishPort = '[::1]:18090:80' })
            , ('a range of ports', 'plain', @{ PublishPort = '18090-18092:80-82' })
            , ('two protocols', 'plain', @{ PublishPort = '18090:80/tcp', '18090:80/udp' })
            , ('a port for the container alone', 'plain', @{ PublishPort = '80' })
            , ('the same port twice', 'plain', @{ PublishPort = '18090:80', '18090:80' })
            , ('two ports of the host for one', 'plain', @{ PublishPort = '18090:80', '18091:80' })
            , ('a port that is none', 'plain', @{ PublishPort = 'abc' })
            , ('a port too large', 'plain', @{ PublishPort = '66666' })
            , ('port 0', 'plain', @{ PublishPort = '18090:0' })
            , ('an open range', 'plain', @{ PublishPort = '80-' })
            , ('ranges of different length', 'plain', @{ PublishPort = '18090-18091:80' })
            , ('an unknown protocol', 'plain', @{ PublishPort = '18090:80/quic' })
            , ('an address that is none', 'plain', @{ PublishPort = 'blah:18090:80' })
            , ('one port for two', 'plain', @{ PublishPort = '18090:80', '18090:81' })
            , ('a port within a range for another', 'plain', @{ PublishPort = '18090-18094:80-84', '18091:60' })
            , ('the end of a range for another', 'plain', @{ PublishPort = '18090-18091:80-81', '18091:60' })

            # Pods.
            , ('a pod', 'member', @{ Pod = 'web' })
            , ('a pod, compressed', 'member-zstd', @{ Pod = 'web' })
            , ('a pod and a new name', 'member', @{ Pod = 'web'; Name = 'other' })
            , ('a pod and ports', 'member', @{ Pod = 'web'; PublishPort = '18090:80' })
            , ('no pod', 'member', @{})
            , ('a missing pod', 'member', @{ Pod = 'nowhere' })
            , ('a pod without an infra container', 'member', @{ Pod = 'bare' })
            , ('a pod that shares less', 'member', @{ Pod = 'less' })

            # Runtimes.
            , ('the same runtime', 'plain', @{ Runtime = 'runc' })
            , ('the same runtime by its path', 'plain', @{ Runtime = '/usr/bin/runc' }, '', 'RuntimeByAnotherName')
            , ('another runtime', 'plain', @{ Runtime = 'crun' })
            , ('a runtime that is not there', 'plain', @{ Runtime = 'nowhere' })
            , ('an archive of a runtime that is not there', 'kata', @{})

            # What the archive is like.
            , ('another image id', 'image', @{}, '', 'ImageByAnotherId')
            , ('an image that is nowhere', 'noimage', @{})
            , ('pid files elsewhere', 'pidfiles', @{}, '', 'PidFilesElsewhere')
            , ('dependencies', 'dependencies', @{})
            , ('no content for the volume', 'novolume', @{})
            , ('no content for the volume, ignored', 'novolume', @{ IgnoreVolume = $true })
            , ('no config.dump', 'noconfig', @{})
            , ('no spec.dump', 'nospec', @{})
            , ('no inventory', 'noinventory', @{})
            , ('no core image', 'nocore', @{})
            , ('a damaged core image', 'damaged', @{})
            , ('cut off', 'cut', @{})
            , ('cut off, compressed', 'cut-zstd', @{})
            , ('no archive', 'random', @{})
            , ('nothing', 'empty', @{})
            , ('names with ./', 'dotted', @{})
            , ('config.dump twice', 'twice', @{}, '', 'DuplicateMember')
            , ('a link for a member', 'link', @{}, '', 'LinkMember')
            , ('a member that nobody knows', 'unknown', @{})
            , ('files to delete outside', 'outside', @{}, '', 'DeletedFilesOutside')
        )
        $script:rows = foreach ($entry in $table) {
            @{ Row = $entry[0]; Source = $entry[1]; Option = $entry[2]; Setup = "$($entry[3])"; Difference = "$($entry[4])" }
        }
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $WarningPreference = 'SilentlyContinue'
        $folder = "$TestDrive"
        $page = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../../docs/differences-from-podman.md')
        $script:deliberate = @($page | Where-Object { $_ -match '^\| `(\w+)` \|' } | ForEach-Object { ($_ -split '`')[1] })

        # An archive by its name, made when it is first wanted.
        function Get-Archive {
            param([string] $Name)

            $path = Join-Path $folder "$Name.tar"
            if (Test-Path -LiteralPath $path) {
                return $path
            }
            $plain = if ($Name -ne 'plain') { Get-Archive plain }
            $config = switch ($Name) {
                'image' { { param($config) $config['rootfsImageID'] = 'a' * 64 } }
                'noimage' { { param($config) $config['rootfsImageID'] = 'a' * 64; $config['rootfsImageName'] = 'localhost/nowhere:latest'; $config['RawImageName'] = 'localhost/nowhere:latest' } }
                'pidfiles' { { param($config) $config['conmonPidFile'] = '/run/elsewhere/conmon.pid'; $config['pid_file'] = '/run/elsewhere/pidfile' } }
                'dependencies' { { param($config) $config['Dependencies'] = [System.Text.Json.Nodes.JsonNode]::Parse("[`"$('b' * 64)`"]") } }
                'kata' { { param($config) $config['runtime'] = 'kata' } }
            }
            $edit = switch ($Name) {
                'novolume' { { param($unpacked) [System.IO.File]::Delete("$unpacked/volumes/data.tar") } }
                'noconfig' { { param($unpacked) [System.IO.File]::Delete("$unpacked/config.dump") } }
                'nospec' { { param($unpacked) [System.IO.File]::Delete("$unpacked/spec.dump") } }
                'noinventory' { { param($unpacked) [System.IO.File]::Delete("$unpacked/checkpoint/inventory.img") } }
                'nocore' { { param($unpacked) [System.IO.File]::Delete("$unpacked/checkpoint/core-1.img") } }
                'damaged' { { param($unpacked) [System.IO.File]::WriteAllText("$unpacked/checkpoint/core-1.img", 'damaged') } }
                'outside' { { param($unpacked) [System.IO.File]::WriteAllText("$unpacked/deleted.files", '["../../../../../../tmp/not-there"]') } }
                'link' { { param($unpacked) [System.IO.File]::Delete("$unpacked/network.status"); $null = [System.IO.File]::CreateSymbolicLink("$unpacked/network.status", 'config.dump') } }
            }
            $bytes = if ($Name -in 'cut', 'random') { [System.IO.File]::ReadAllBytes($plain) }
            switch ($Name) {
                { $config } { Edit-Config -Path $plain -Destination $path -EditConfig $config; break }
                { $edit } { Edit-Archive -Path $plain -Destination $path -Edit $edit -Rename $(if ($Name -eq 'outside') { @{ 'stats-dump' = 'deleted.files' } } else { @{} }); break }
                'plain' { $null = Save-CounterArchive -Name plain -Path $path -Option '--publish', '18080:80', '--volume', 'data:/data'; break }
                'static' { $null = Save-CounterArchive -Name static -Path $path -Option '--ip', '10.88.0.77'; break }
                'networked' {
                    $null = Invoke-Podman network create apart
                    $null = Save-CounterArchive -Name networked -Path $path -Option '--network', 'apart'
                    $null = Invoke-Podman network rm apart
                    break
                }
                { $_ -in 'member', 'member-zstd' } {
                    $null = Invoke-Podman pod create --name old
                    $null = Save-CounterArchive -Name member -Path $path -Option '--pod', 'old' -Compress $(if ($Name -eq 'member') { 'none' } else { 'zstd' })
                    $null = Invoke-Podman pod rm --force --time 0 old
                    break
                }
                { $_ -in 'gzip', 'zstd', 'bzip2', 'xz' } { & bash -c "$Name -c '$plain' > '$path'"; break }
                'cut' { [System.IO.File]::WriteAllBytes($path, $bytes[0..([int]($bytes.Length * 0.6))]); break }
                'cut-zstd' { & bash -c "zstd -c '$plain' | head -c 20000 > '$path'"; break }
                'random' { [array]::Reverse($bytes); [System.IO.File]::WriteAllBytes($path, $bytes); break }
                'empty' { [System.IO.File]::WriteAllBytes($path, [byte[]]::new(0)); break }
                'dotted' { & bash -c "d=`$(mktemp -d) && tar -xf '$plain' -C `$d && tar --format ustar -cf '$path' -C `$d . && rm -r `$d"; break }
                'twice' { & bash -c "d=`$(mktemp -d) && cp '$plain' '$path' && tar -xf '$plain' -C `$d config.dump && tar --format ustar -rf '$path' -C `$d config.dump && rm -r `$d"; break }
                'unknown' { & bash -c "d=`$(mktemp -d) && cp '$plain' '$path' && echo x > `$d/stranger && tar --format ustar -rf '$path' -C `$d stranger && rm -r `$d"; break }
                default { throw "No archive is called $Name." }
            }
            $path
        }

        # Podman's options for ours.
        function Get-PodmanArgument {
            param([hashtable] $Option)

            $flag = @{
                IgnoreVolume = '--ignore-volumes'; IgnoreRootFileSystem = '--ignore-rootfs'; IgnoreStaticIPAddress = '--ignore-static-ip'
                IgnoreStaticMacAddress = '--ignore-static-mac'; TcpEstablished = '--tcp-established'; FileLock = '--file-locks'; Keep = '--keep'
                Name = '--name'; Pod = '--pod'; PreviousPath = '--import-previous'; PublishPort = '--publish'
            }
            if ($Option.ContainsKey('Runtime')) {
                '--runtime', $Option['Runtime']
            }
            'container', 'restore'
            foreach ($name in $Option.Keys | Where-Object { $_ -ne 'Runtime' }) {
                foreach ($value in $Option[$name]) {
                    $flag[$name]
                    if ($value -isnot [bool]) {
                        $value
                    }
                }
            }
        }

        function Clear-Row {
            $names = @(Invoke-Podman ps --all --external --format '{{.Names}}' | Where-Object { $_ -notlike '*-infra' })
            if ($names) {
                $null = & podman rm --force --time 0 @names 2>&1
            }
            $null = & podman volume rm --all --force 2>&1
            $null = & podman network rm apart 2>&1
        }

        function Initialize-Row {
            param([string] $Setup, [string] $Path)

            switch ($Setup) {
                'volume' { Invoke-Podman volume create data }
                'id' { Invoke-Podman container restore --import $Path }
                'name' { Invoke-Podman create --name plain $image sh }
                'taken' { Invoke-Podman create --name taken $image sh }
                'port' { Invoke-Podman run --detach --name holder --publish 18080:80 $image sleep 1000 }
                'address' { Invoke-Podman run --detach --name holder --ip 10.88.0.77 $image sleep 1000 }
                'network' { Invoke-Podman network create apart }
            }
        }

        # Pods last through the table: a restore into one changes nothing that another row asks for.
        foreach ($name in 'plain', 'member', 'member-zstd', 'static', 'networked') {
            $null = Get-Archive $name
            Clear-Podman
        }
        $null = Invoke-Podman pod create --name web
        $null = Invoke-Podman pod create --name less --share net
        $null = Invoke-Podman pod create --name bare --infra=false
    }

    AfterAll {
        Clear-Podman
    }

    It 'are held against each other in a table that the page knows' -ForEach @{ Named = @($rows.Difference | Where-Object { $_ } | Select-Object -Unique | Sort-Object) } {
        $deliberate | Sort-Object | Should -Be $Named -Because 'what the page calls a difference of verdicts is shown by a row'
    }

    It '<Row>' -ForEach $rows {
        $path = Get-Archive $Source
        Clear-Row
        $null = Initialize-Row -Setup $Setup -Path $path

        $ours = 'yes'
        $plan = Get-ContainerRestorePlan -Path $path @Option -ErrorVariable failure -ErrorAction SilentlyContinue
        $failed = @($plan.Checks | Where-Object State -EQ 'Failed' | ForEach-Object Id)
        if (-not $plan -or -not $plan.Ready) {
            $ours = 'no'
        }
        elseif (-not (Test-CheckpointArchive -Path $path -Quiet)) {
            $ours = 'no'
        }
        elseif ($Option.ContainsKey('PreviousPath') -or $Source -in 'novolume', 'noimage') {
            # What only the import itself finds out: it reads all of the archive, and pulls.
            $ours = if ((Invoke-Import (@{ Path = $path } + $Option)).Container) { 'yes' } else { 'no' }
            Clear-Row
        }

        $arguments = @(Get-PodmanArgument $Option) + '--import', $path
        $said = & podman @arguments 2>&1 | ForEach-Object { "$_" }
        $podmans = if ($LASTEXITCODE -eq 0) { 'yes' } else { 'no' }

        $because = "we say $ours ($failed $failure), Podman says $podmans ($said)"
        if ($Difference) {
            $ours | Should -Not -Be $podmans -Because "$because, and the row says that they differ by $Difference"
            $deliberate | Should -Contain $Difference -Because 'docs/differences-from-podman.md names every difference'
        }
        else {
            $ours | Should -Be $podmans -Because $because
        }
        if ($ours -eq 'yes' -and $podmans -eq 'no') {
            Clear-Row
            $null = Initialize-Row -Setup $Setup -Path $path
            $import = Invoke-Import (@{ Path = $path } + $Option)
            $import.Message | Should -BeNullOrEmpty -Because 'we said that it can be restored'
            $import.Container.State | Should -Be 'running'
        }
    }
}
