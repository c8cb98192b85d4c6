#Requires -Version 7.6
<#
    What goes wrong ends in one error that says what, leaves nothing behind, and lets the next import work.
#>
Describe 'An import that fails' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $WarningPreference = 'SilentlyContinue'
        $sound = Join-Path "$TestDrive" 'sound.tar.zst'
        # A hundred megabytes, so that each phase lasts long enough to be hit.
        $script:count = Save-CounterArchive -Name victim -Path $sound -Compress zstd -Option '--volume', 'data:/data', '--publish', '18080:80' -Command "echo kept > /data/file; dd if=/dev/urandom of=/big bs=1M count=100 2> /dev/null; $counting"
        # The same without a network: what Podman itself leaks when it is killed while it makes one, a lease and a file in
        # /run/netns, no command of its own takes away.
        $offline = Join-Path "$TestDrive" 'offline.tar.zst'
        $script:offlineCount = Save-CounterArchive -Name offline -Path $offline -Compress zstd -Option '--volume', 'data:/data', '--network', 'none' -Command "dd if=/dev/urandom of=/big bs=1M count=100 2> /dev/null; $counting"
        $small = Join-Path "$TestDrive" 'small.tar'
        $smallCount = Save-CounterArchive -Name small -Path $small -Option '--volume', 'data:/data'

        # The errors are what the user gets; afterwards the host is as it was, and the sound archive restores.
        function Assert-Recovered {
            param([object[]] $Before, [string] $Because)

            Assert-HostState -Before $Before -Because "$Because, and nothing may be left behind"
            $next = Invoke-Import @{ Path = $small }
            $next.Message | Should -BeNullOrEmpty -Because "after $Because the next import works"
            Assert-GoesOn -Name small -From $smallCount
            $null = Invoke-Podman rm --force --time 0 small
            $null = Invoke-Podman volume rm data
            Assert-HostState -Before $Before -Because "$Because, and nothing may be left behind by the next"
        }

        # Runs a shell line behind our back, with a process of its own.
        function Invoke-Behind {
            param([string] $Line)

            [System.Diagnostics.Process]::Start('bash', [string[]]('-c', $Line))
        }
    }

    BeforeEach {
        Clear-Podman
        $script:before = @(Get-HostState)
    }

    AfterAll {
        Clear-Podman
    }

    It 'tells of a podman that was killed <_> ms into the restore' -ForEach 20, 120, 250, 400 {
        $killer = Invoke-Behind "for i in {1..2000}; do p=`$(pgrep -f -x '[^ ]*podman container restore .*' | head -n 1); [[ `$p ]] && { sleep $($_ / 1000); kill -KILL `$p; exit; }; sleep 0.005; done"
        $failed = Invoke-Import @{ Path = $offline }
        $killer.WaitForExit()
        if ($failed.Container) {
            # It was quicker than that; the container is whole, and is taken away as a whole.
            Assert-GoesOn -Name offline -From $offlineCount
            $null = Invoke-Podman rm --force --time 0 offline
            $null = Invoke-Podman volume rm data
        }
        else {
            $failed.Errors | Should -HaveCount 1
            $failed.ErrorId | Should -BeIn 'RestoreFailed', 'CriuFailed'
            $failed.Message | Should -Not -BeLike '*could be taken away*'
        }
        Assert-Recovered -Before $before -Because "podman was killed after $_ ms"
    }

    It 'tells of images that CRIU cannot restore, with the end of its log' {
        $path = Join-Path "$TestDrive" 'damaged.tar'
        Edit-Archive -Path $small -Destination $path -Edit {
            param($folder)
            # A file that the processes have open and that is not there: the images themselves are as they should be.
            $file = @([System.IO.Directory]::GetFiles("$folder/checkpoint", 'files.img'))[0]
            $bytes = [System.IO.File]::ReadAllBytes($file)
            $text = [System.Text.Encoding]::Latin1.GetString($bytes)
            $at = $text.IndexOf('/bin/busybox')
            if ($at -lt 0) { throw 'files.img does not name /bin/busybox.' }
            $bytes[$at + 5] = [byte][char]'x'
            [System.IO.File]::WriteAllBytes($file, $bytes)
        }
        (Test-CheckpointArchive -Path $path).Verification | Should -Be 'Valid'
        $failed = Invoke-Import @{ Path = $path }
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -Be 'CriuFailed'
        $failed.Errors[0].Exception.RestoreLog -join ' ' | Should -BeLike '*bin/xusybox*'
        Assert-Recovered -Before $before -Because 'CRIU failed'
    }

    It 'refuses an image that is no image, before podman sees it' {
        $path = Join-Path "$TestDrive" 'no-image.tar'
        Edit-Archive -Path $small -Destination $path -Edit {
            param($folder)
            $file = @([System.IO.Directory]::GetFiles("$folder/checkpoint", 'core-1.img'))[0]
            $bytes = [System.IO.File]::ReadAllBytes($file)
            for ($i = 12; $i -lt $bytes.Length; $i++) { $bytes[$i] = $bytes[$i] -bxor 0xff }
            [System.IO.File]::WriteAllBytes($file, $bytes)
        }
        $failed = Invoke-Import @{ Path = $path }
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -BeIn 'ArchiveInvalid', 'CriuFailed'
        Assert-Recovered -Before $before -Because 'an image was none'
    }

    It 'tells of a staging folder that is full' {
        $folder = Join-Path "$TestDrive" 'small-disk'
        $null = New-Item -Path $folder -ItemType Directory
        & mount -t tmpfs -o size=20m tmpfs $folder
        try {
            $failed = Invoke-Import @{ Path = $sound; StagingPath = $folder }
            $failed.Errors | Should -HaveCount 1
            $failed.ErrorId | Should -Be 'NotEnoughSpace'
            [System.IO.Directory]::GetFileSystemEntries($folder) | Should -BeNullOrEmpty
        }
        finally {
            & umount $folder
        }
        Assert-Recovered -Before $before -Because 'the disk was full'
    }

    It 'tells of a staging folder that fills while it stages' {
        # What is nothing but zeros compresses to little: how much room it takes is seen only on the way.
        $null = Invoke-Counter -Name sparse -Command "dd if=/dev/zero of=/big bs=1M count=200 2> /dev/null; $counting"
        $path = Join-Path "$TestDrive" 'sparse.tar.zst'
        $null = Export-Counter -Name sparse -Path $path -Compress zstd
        $folder = Join-Path "$TestDrive" 'filling-disk'
        $null = New-Item -Path $folder -ItemType Directory
        & mount -t tmpfs -o size=50m tmpfs $folder
        try {
            $failed = Invoke-Import @{ Path = $path; StagingPath = $folder }
            $failed.Errors | Should -HaveCount 1
            $failed.ErrorId | Should -Be 'NotEnoughSpace'
            [System.IO.Directory]::GetFileSystemEntries($folder) | Should -BeNullOrEmpty
        }
        finally {
            & umount $folder
        }
        Assert-Recovered -Before $before -Because 'the disk filled'
    }

    It 'tells of a staging folder that is not there' {
        $failed = Invoke-Import @{ Path = $sound; StagingPath = (Join-Path "$TestDrive" 'nowhere') }
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -Be 'StagingUnavailable'
        Assert-HostState -Before $before
    }

    It 'tells of a runtime that is not there' {
        $path = Join-Path "$TestDrive" 'kata.tar'
        Edit-Config -Path $small -Destination $path -EditConfig { param($config) $config['runtime'] = 'kata' }
        $failed = Invoke-Import @{ Path = $path }
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -BeIn 'RuntimeMissing', 'RuntimeMismatch'
        Assert-Recovered -Before $before -Because 'there was no such runtime'
    }

    It 'tells of a service that is not there' {
        $failed = Invoke-Import @{ Path = $small; Connection = "unix://$TestDrive/none.sock" }
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -Be 'HostUnreachable'
        Assert-Recovered -Before $before -Because 'there was no service'
    }

    It 'tells of a service that goes away <_> ms into the restore' -ForEach 50, 300 {
        $socket = Join-Path "$TestDrive" "away$_.sock"
        $service = [System.Diagnostics.Process]::Start('podman', [string[]]('system', 'service', '--time', '0', "unix://$socket"))
        for ($i = 0; $i -lt 100 -and -not [System.IO.File]::Exists($socket); $i++) {
            Start-Sleep -Milliseconds 50
        }
        $killer = Invoke-Behind "for i in {1..2000}; do pgrep -f -x '[^ ]*podman .*container restore .*' > /dev/null && { sleep $($_ / 1000); kill -KILL $($service.Id); exit; }; sleep 0.005; done"
        $failed = Invoke-Import @{ Path = $offline; Connection = "unix://$socket" }
        $killer.WaitForExit()
        $service.WaitForExit()
        $failed.Errors | Should -HaveCount 1
        $failed.ErrorId | Should -Be 'HostUnreachable'
        # The host could no longer be asked, and the error says so; what is there is for the user to take away.
        $failed.Message | Should -BeLike '*taken away*'
        Start-Sleep -Milliseconds 500
        & runc list --quiet | ForEach-Object { & runc delete --force $_ }
        $null = & podman rm --force --time 0 offline 2>&1
        Clear-Podman
        # What the service itself was in the middle of unpacking.
        [System.IO.Directory]::GetFileSystemEntries('/var/tmp') | Where-Object { $_ -match '/(restore|checkpoint)\d+$' } | ForEach-Object { Remove-Item -LiteralPath $_ -Recurse -Force }
        Assert-Recovered -Before $before -Because 'the service went away'
    }

    It 'leaves nothing when it is stopped <_> ms in' -ForEach 10, 200, 400, 700, 1000 {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Import-Module '$((Get-Module -Name CheckpointTools).Path)'; Import-ContainerCheckpoint -Path '$sound' -Confirm:`$false")
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds $_
            $shell.Stop()
            $state = "$($shell.InvocationStateInfo.State)"
            "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
        $null = $running
        if ($state -eq 'Completed') {
            # It was quicker than that.
            $null = Invoke-Podman rm --force --time 0 victim
            $null = Invoke-Podman volume rm data
        }
        Assert-Recovered -Before $before -Because "it was stopped after $_ ms"
    }

    It 'has what a killed shell left in the staging folder swept by the next' {
        $folder = Join-Path "$TestDrive" 'staging'
        $null = New-Item -Path $folder -ItemType Directory
        $module = (Get-Module -Name CheckpointTools).Path -replace '[^/]+$', 'CheckpointTools.psd1'
        $other = [System.Diagnostics.Process]::Start($powershell, [string[]]('-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; Import-ContainerCheckpoint -Path '$sound' -StagingPath '$folder' -Confirm:`$false"))
        for ($i = 0; $i -lt 5000 -and -not [System.IO.Directory]::GetFiles($folder, '*.tar', 'AllDirectories'); $i++) {
            Start-Sleep -Milliseconds 2
        }
        $other.Kill()
        $other.WaitForExit()
        @([System.IO.Directory]::GetDirectories($folder)) | Should -HaveCount 1
        Clear-Podman
        $next = Invoke-Import @{ Path = $sound; StagingPath = $folder }
        $next.Message | Should -BeNullOrEmpty
        Assert-GoesOn -Name victim -From $count
        [System.IO.Directory]::GetFileSystemEntries($folder) | Should -BeNullOrEmpty
        $null = Invoke-Podman rm --force --time 0 victim
        $null = Invoke-Podman volume rm data
        Assert-HostState -Before $before
    }
}
