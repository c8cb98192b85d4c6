#Requires -Version 7.6
<#
    What the module says is in the fixtures, against what checkpointctl of the real host says of the same files. Where the
    two differ on purpose, it is named here; docs/differences-from-checkpointctl.md says why.
#>
BeforeDiscovery {
    $script:archives = @(
        'crun-plain.tar.zst', 'multi.tar.zst', 'plain-gzip.tar', 'plain-none.tar', 'plain-zstd.tar', 'pod-pdef.tar.zst', 'vols.tar.gz', 'criu/sockets.tar.zst' |
            ForEach-Object { @{ Archive = $_; Given = '--all' } }
        # With all it fails on this one, for two of its processes have ended.
        @{ Archive = 'criu/kinds.tar.zst'; Given = '--stats', '--mounts', '--metadata', '--ps-tree' }
    )
    $script:whole = @($script:archives | Where-Object Given -EQ '--all')
}

Describe 'Inspecting as checkpointctl does' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        $fixtures = Join-Path $PSScriptRoot '../../fixtures'
        $read = @{}

        # What both say of a fixture, read once.
        function Read-Fixture {
            param([string] $Archive, [string[]] $Given)

            if (-not $read.ContainsKey($Archive)) {
                $path = Join-Path $fixtures $Archive
                $said = & checkpointctl inspect @Given --format json $path
                $LASTEXITCODE | Should -Be 0
                $read[$Archive] = [pscustomobject]@{
                    Theirs = @($said -join "`n" | ConvertFrom-Json)[0]
                    Ours = Test-CheckpointArchive -LiteralPath $path -IncludeEnvironment
                }
            }
            $read[$Archive]
        }

        # In the order of the characters' numbers, whatever the culture.
        function Get-Sorted {
            param([object[]] $Line)

            $lines = [string[]]@($Line)
            [array]::Sort($lines, [System.StringComparer]::Ordinal)
            $lines
        }

        function Get-Flattened {
            param($Process, [int] $ParentPid = 0)

            $Process | Select-Object -Property pid, command, cmdline, environment_variables, @{ Name = 'ParentPid'; Expression = { $ParentPid } }
            foreach ($child in @($Process.children | Where-Object { $_ })) {
                Get-Flattened -Process $child -ParentPid $Process.pid
            }
        }

        # It writes the words of an IPv4 address within IPv6 in the wrong order.
        function Repair-Address {
            param([string] $Address)

            if ($Address -eq '7f00:1::') { '::ffff:127.0.0.1' } else { $Address }
        }

        # It rounds sizes of buffers to a tenth of a unit.
        function Get-Rounded {
            param([long] $Bytes)

            foreach ($unit in @{ Name = 'MB'; Bytes = 1MB }, @{ Name = 'KB'; Bytes = 1KB }) {
                if ($Bytes -ge $unit.Bytes) {
                    return [string]::Format([cultureinfo]::InvariantCulture, '{0:0.0} {1}', $Bytes / $unit.Bytes, $unit.Name)
                }
            }
            "$Bytes B"
        }
    }

    It 'names the container of <Archive> alike' -ForEach $archives {
        $both = Read-Fixture -Archive $Archive -Given $Given
        foreach ($pair in 'container_name Name', 'image Image', 'id Id', 'runtime Runtime', 'engine Engine') {
            $theirs, $ours = $pair -split ' '
            $both.Ours.$ours | Should -Be $both.Theirs.$theirs -Because $ours
        }
        # It cuts the time off after the second.
        $both.Ours.Created.UtcDateTime.ToString('s') | Should -Be ([datetime]$both.Theirs.created).ToUniversalTime().ToString('s')
        # Of a Podman archive it tells no address, though network.status has it.
        $both.Theirs.PSObject.Properties.Name | Should -Not -Contain 'ip'
        $both.Theirs.PSObject.Properties.Name | Should -Not -Contain 'mac'
    }

    It 'weighs <Archive> alike' -ForEach $archives {
        $both = Read-Fixture -Archive $Archive -Given $Given
        $both.Ours.CheckpointSize | Should -Be $both.Theirs.checkpoint_size.total_size
        $both.Ours.MemorySize | Should -Be $both.Theirs.checkpoint_size.memory_pages_size
        # What is 0 it leaves out.
        $both.Ours.RootFileSystemChangeSize | Should -Be ([long]$both.Theirs.checkpoint_size.root_fs_diff_size)
    }

    It 'has the statistics of <Archive> alike' -ForEach $archives {
        $both = Read-Fixture -Archive $Archive -Given $Given
        foreach ($pair in 'freezing_time FreezingTime', 'frozen_time FrozenTime', 'memdump_time MemoryDumpTime', 'memwrite_time MemoryWriteTime') {
            $theirs, $ours = $pair -split ' '
            $both.Ours.Statistics.$ours.TotalMicroseconds | Should -Be $both.Theirs.statistics.$theirs -Because $ours
        }
        $both.Ours.Statistics.PagesScanned | Should -Be $both.Theirs.statistics.pages_scanned
        $both.Ours.Statistics.PagesWritten | Should -Be $both.Theirs.statistics.pages_written
    }

    It 'has the process tree of <Archive> alike' -ForEach $archives {
        $both = Read-Fixture -Archive $Archive -Given $Given
        $theirs = Get-Flattened -Process $both.Theirs.process_tree | ForEach-Object { "$($_.pid) of $($_.ParentPid): $($_.command)" }
        $ours = $both.Ours.Processes | ForEach-Object { "$($_.Pid) of $($_.ParentPid): $($_.Name)" }
        Get-Sorted $ours | Should -Be (Get-Sorted $theirs)
    }

    It 'has the command lines and environments of <Archive> alike' -ForEach $whole {
        $both = Read-Fixture -Archive $Archive -Given $Given
        # It puts a blank behind every argument, the last as well, so that "a b" is as a and b are.
        $theirs = Get-Flattened -Process $both.Theirs.process_tree | ForEach-Object {
            "$($_.pid) $($_.cmdline)"
            foreach ($variable in $_.environment_variables.PSObject.Properties) {
                "$($_.pid) $($variable.Name)=$($variable.Value)"
            }
        }
        $ours = $both.Ours.Processes | ForEach-Object {
            "$($_.Pid) $(-join ($_.CommandLine | ForEach-Object { "$_ " }))"
            foreach ($variable in $_.Environment) {
                "$($_.Pid) $variable"
            }
        }
        Get-Sorted $ours | Should -Be (Get-Sorted $theirs)
    }

    It 'has the open files of <Archive> alike' -ForEach $whole {
        $both = Read-Fixture -Archive $Archive -Given $Given
        $theirs = foreach ($process in $both.Theirs.file_descriptors) {
            foreach ($file in $process.open_files) {
                "$($process.pid) $($file.fd) $($file.path)"
            }
        }
        $ours = foreach ($process in $both.Ours.Processes) {
            foreach ($file in $process.OpenFiles) {
                $path = switch ($file.Type) {
                    'REG' { $file.Path }
                    # /proc/PID/fd has a colon there.
                    'PIPE' { $file.Path.Replace(':[', '[') }
                    # It has a form of its own, with the NUL that ends the path in it.
                    'UNIXSK' {
                        $socket = $process.Sockets | Where-Object Fd -EQ $file.Fd
                        "unix[$($socket.Inode) ($([long]$socket.PeerInode)) $($socket.Path)`0]"
                    }
                    # CRIU's number of the file, which no other tool shows; here it is as in /proc/PID/fd.
                    default { "$($file.Type).$($file.FileId)" }
                }
                "$($process.Pid) $($file.Type) $($file.Fd) $path"
            }
            "$($process.Pid) cwd $($process.WorkingDirectory)"
            "$($process.Pid) root $($process.Root)"
        }
        Get-Sorted $ours | Should -Be (Get-Sorted $theirs)
    }

    It 'has the sockets of <Archive> alike' -ForEach $whole {
        $both = Read-Fixture -Archive $Archive -Given $Given
        $theirs = foreach ($process in @($both.Theirs.sockets | Where-Object { $_ })) {
            foreach ($socket in $process.open_sockets.data) {
                if ($socket.type -eq 'UNIX') {
                    # With the NUL that ends it, and without a state.
                    "$($process.pid) UNIX $($socket.address.TrimEnd("`0"))"
                }
                else {
                    # A port of 0 it leaves out.
                    "$($process.pid) $($socket.type) $($socket.state) $(Repair-Address $socket.src) $([int]$socket.src_port) $(Repair-Address $socket.dst) $([int]$socket.dst_port) $($socket.send_buf) $($socket.recv_buf)"
                }
            }
        }
        $ours = foreach ($process in $both.Ours.Processes) {
            foreach ($socket in $process.Sockets) {
                if ($socket.Family -eq 'UNIX') {
                    "$($process.Pid) UNIX $($socket.Path)"
                }
                else {
                    "$($process.Pid) $($socket.Protocol) $($socket.State) $($socket.LocalAddress) $($socket.LocalPort) $($socket.RemoteAddress) $($socket.RemotePort) $(Get-Rounded $socket.SendBufferSize) $(Get-Rounded $socket.ReceiveBufferSize)"
                }
            }
        }
        Get-Sorted $ours | Should -Be (Get-Sorted $theirs)
    }

    It 'has the mounts of <Archive> alike' -ForEach $archives {
        # It tells those that spec.dump asks for; here they are as CRIU found them, with those that the runtime made.
        $both = Read-Fixture -Archive $Archive -Given $Given
        $both.Theirs.mounts.Count | Should -BeGreaterThan 10
        foreach ($theirs in $both.Theirs.mounts) {
            $ours = @($both.Ours.Mounts | Where-Object Destination -EQ $theirs.destination)
            $ours | Should -HaveCount 1 -Because $theirs.destination
            $ours[0].External | Should -Be ($theirs.type -eq 'bind') -Because $theirs.destination
            if ($theirs.type -ne 'bind') {
                # The cgroups of the host were v2, whatever spec.dump calls them.
                $ours[0].Type -replace '^cgroup2$', 'cgroup' | Should -Be $theirs.type
                $ours[0].Source -replace '^cgroup2$', 'cgroup' | Should -Be $theirs.source
            }
            elseif ($theirs.destination -ne '/dev/shm') {
                # A path of the host, of which CRIU has the part within its file system; shared memory is one of its own.
                $root = $ours[0].Root
                $theirs.source.EndsWith($root) -or $root.EndsWith($theirs.source) | Should -BeTrue -Because "$root is $($theirs.source)"
            }
        }
    }

    It 'reads what checkpointctl cannot' {
        $path = Join-Path $fixtures 'criu/kinds.tar.zst'
        $said = & checkpointctl inspect --all --format json $path 2>&1 | ForEach-Object { "$_" }
        $LASTEXITCODE | Should -Not -Be 0
        "$said" | Should -BeLike '*pagemap-*.img: no such file or directory*'

        $manifest = Test-CheckpointArchive -LiteralPath $path -IncludeEnvironment
        $manifest.Verification | Should -Be 'Valid'
        $ended = @($manifest.Processes | Where-Object State -EQ 'Dead')
        $ended | Should -HaveCount 2
        $ended.OpenFiles | Should -BeNullOrEmpty
        $manifest.Processes[0].CommandLine | Should -Be '/kinds', 'two words', '', 'last'
    }
}
