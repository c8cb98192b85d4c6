#Requires -Version 7.6
<#
    The examples of the help pages, typed on a real host as they stand there: each gives the output that its page shows, apart
    from what is another each time, such as ids, times and numbers.
#>
BeforeDiscovery {
    $script:pages = @(Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot '../../../docs/help') -Filter '*.md' | ForEach-Object { @{ Page = $_.FullName; Name = $_.BaseName } })
}

Describe 'The examples of a help page' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        . (Join-Path $PSScriptRoot '../Support/HelpPage.ps1')
        Clear-Podman

        # What the pages speak of.
        $store = (New-Item -Path '/srv/checkpoints' -ItemType Directory).FullName
        function Save-Container {
            param([string] $Name, [string] $File, [string] $Compress, [string[]] $Option = @())

            $null = & count-container $Name @Option
            # In most moments the container sleeps, and there is a process for that.
            for ($try = 0; $try -lt 20; $try++) {
                $null = Invoke-Podman container checkpoint --leave-running --export $File --compress $Compress $Name
                if (@((Get-CheckpointProcess -LiteralPath $File).Name) -contains 'sleep') {
                    break
                }
            }
            $null = Invoke-Podman rm --force --time 0 $Name
        }
        $null = Invoke-Podman pod create --name shop --share 'ipc,net,uts'
        Save-Container -Name api -File "$store/api.tar" -Compress none -Option '--pod', 'shop', '--volume', 'shop-data:/data'
        Save-Container -Name worker -File "$store/worker.tar.zst" -Compress zstd -Option '--pod', 'shop'
        Save-Container -Name web -File "$store/web.tar.gz" -Compress gzip -Option '--publish', '8080:80'
        Save-Container -Name db -File "$store/db.tar.zst" -Compress zstd -Option '--volume', 'db-data:/data'
        Save-Container -Name admin -File /srv/admin.tar.zst -Compress zstd -Option '--volume', '/etc:/host-etc'
        [System.IO.File]::WriteAllBytes("$store/broken.tar.zst", [System.IO.File]::ReadAllBytes("$store/db.tar.zst")[0..19999])
        $null = [System.IO.Directory]::CreateDirectory('/run/podman')
        $script:service = [System.Diagnostics.Process]::Start('podman', [string[]]('system', 'service', '--time', '0', 'unix:///run/podman/podman.sock'))

        # What is the same each time. Where lines are broken and how wide columns are depends on the screen.
        function Get-Lasting {
            param([string[]] $Line)

            ($Line -join "`n") -replace "`e\[[0-9;]*m" -replace '\b[0-9a-f]{8,64}\b|\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b', 'ID' -replace '\bjust now\b|\b\d+ \w+ ago\b', 'AGO' `
                -replace '\d+(\.\d+)? (µs|ms|s)\b', 'TIME' -replace '\d+', '0' -replace '-{3,}', '---' -replace '\s+'
        }
    }

    AfterAll {
        $service.Kill()
        $service.WaitForExit()
        Clear-Podman
        Remove-Item -LiteralPath $store -Recurse
        Remove-Item -LiteralPath '/srv/admin.tar.zst', '/srv/host.json'
    }

    BeforeEach {
        Clear-Podman
        $null = Invoke-Podman pod create --name shop --share 'ipc,net,uts'
        $null = Invoke-Podman pod create --name bare --share uts
    }

    It 'give what the page shows: <Name>' -ForEach $script:pages {
        foreach ($example in (Read-HelpPage -Path $Page).Examples) {
            $bracket = Join-Path $store 'web[1].tar.gz'
            if ($example.Code.Contains($bracket)) {
                [System.IO.File]::Copy((Join-Path $store 'web.tar.gz'), $bracket)
            }
            Get-Lasting (Invoke-NewShell $example.Code) | Should -Be (Get-Lasting $example.Output) -Because "'$($example.Title)' shows that"
            [System.IO.File]::Delete($bracket)
        }
    }
}
