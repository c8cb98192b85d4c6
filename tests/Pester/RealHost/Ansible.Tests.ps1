#Requires -Version 7.6
<#
    The role of examples/ansible, run by ansible-core against two hosts of an inventory that both are this one. Each has
    archives of its own, and one of the second's is broken.
#>
# The root that real-host makes has it; a machine whose own podman is used may not.
$hasAnsible = [bool](Get-Command -Name ansible-playbook -CommandType Application -ErrorAction Ignore)

Describe 'The Ansible role, where ansible-playbook is' -Tag 'RealPodman' -Skip:(-not $hasAnsible) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
        $reports = Join-Path "$TestDrive" 'reports'
        $inventory = Join-Path "$TestDrive" 'inventory.json'
        $archives = @{}
        foreach ($name in 'one', 'two') {
            $archives[$name] = (New-Item -Path (Join-Path "$TestDrive" $name) -ItemType Directory).FullName
        }

        # An odd name says that neither a shell nor Ansible's templates read it.
        $script:odd = Join-Path $archives.two 'b ''"$(touch broken)&{{ 6 * 7 }}.tar'
        $null = Invoke-Podman pod create --name shop --share 'ipc,net,uts'
        $script:count = @{
            api = Save-CounterArchive -Name api -Path (Join-Path $archives.one 'api.tar.zst') -Compress zstd -Option '--pod', 'shop'
            web = Save-CounterArchive -Name web -Path (Join-Path $archives.two 'web.tar')
            db = Save-CounterArchive -Name db -Path $odd
        }
        $bytes = [System.IO.File]::ReadAllBytes($odd)
        [System.IO.File]::WriteAllBytes($odd, $bytes[0..([int]($bytes.Length * 0.6))])

        # One that has no PowerShell, and one that cannot be reached.
        $own = [ordered]@{
            one = @{ container_checkpoint_import_archives = @(@{ path = "$($archives.one)/*.tar*"; pod = 'shop' }) }
            two = @{ container_checkpoint_import_archives = @(@{ path = "$($archives.two)/*.tar*"; publish_port = @('18081:80') }) }
            bare = @{ container_checkpoint_import_archives = @(@{ path = '/srv/x.tar' }); container_checkpoint_import_pwsh = '/usr/bin/no-pwsh' }
            away = @{ container_checkpoint_import_archives = @(@{ path = '/srv/x.tar' }); ansible_connection = 'ssh'; ansible_host = '127.0.0.1'; ansible_port = 9 }
        }
        ConvertTo-Json -Depth 8 -InputObject @{
            container_hosts = @{
                hosts = $own
                vars = @{
                    ansible_connection = 'local'
                    ansible_python_interpreter = '/usr/bin/python3'
                    container_checkpoint_import_pwsh = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
                    container_checkpoint_import_module = (Get-Module -Name CheckpointTools).Path -replace '[^/]+$', 'CheckpointTools.psd1'
                    container_checkpoint_import_report_folder = $reports
                }
            }
        } | Set-Content -LiteralPath $inventory

        # Plays the playbook as an admin would; gives its exit code, its recap by host, and the report.
        function Invoke-Playbook {
            param([string] $Limit = 'one,two', [string[]] $Option = @())

            $environment = @{ LC_ALL = 'C.UTF-8'; ANSIBLE_NOCOLOR = '1'; ANSIBLE_LOCALHOST_WARNING = 'false'; ANSIBLE_CONFIG = "$root/examples/ansible/ansible.cfg" }
            foreach ($name in $environment.Keys) {
                [Environment]::SetEnvironmentVariable($name, $environment[$name])
            }
            $said = @(& ansible-playbook --inventory $inventory --limit $Limit @Option "$root/examples/ansible/import-checkpoints.yml" 2>&1 | ForEach-Object { "$_" })
            $exitCode = $LASTEXITCODE
            $recap = @{}
            foreach ($line in $said -match '^\w+ +: ok=') {
                $recap[($line -split ' ')[0]] = $line
            }
            $report = if (Test-Path -LiteralPath "$reports/container-checkpoints.json") {
                @(Get-Content -LiteralPath "$reports/container-checkpoints.json" -Raw | ConvertFrom-Json)
            }
            [pscustomobject]@{ ExitCode = $exitCode; Recap = $recap; Text = $said -join "`n"; Report = $report; Rows = @($report | ForEach-Object { $_.archives }) }
        }

        function Get-Outcome {
            param([object] $Played)

            ($Played.Rows | ForEach-Object { "$($_.name):$($_.outcome)" } | Sort-Object) -join ' '
        }
    }

    AfterAll {
        Clear-Podman
    }

    It 'changes nothing in check mode, and says what it would change' {
        $before = Get-HostState
        $played = Invoke-Playbook -Option '--check'
        Assert-HostState -Before $before
        Get-Outcome $played | Should -Be 'api:would_restore db:failed web:would_restore' -Because $played.Text
        $played.Recap['one'] | Should -BeLike '*changed=1 *failed=0 *'
        $played.Recap['two'] | Should -BeLike '*changed=1 *failed=1 *'
        $played.Report.check_mode | Should -Be @($true, $true)
        ($played.Rows | Where-Object { $_.name -eq 'db' }).error_ids | Should -Be 'ArchiveInvalid'
        ($played.Rows | Where-Object { $_.name -eq 'web' }).changes | Should -Contain "config.dump:newPortMappings: '' to '18081->80/tcp'"
    }

    It 'restores, and fails the one that is broken by its id' {
        $played = Invoke-Playbook
        $played.ExitCode | Should -Be 2
        Get-Outcome $played | Should -Be ':failed api:restored web:restored' -Because $played.Text
        $played.Recap['one'] | Should -BeLike '*changed=1 *failed=0 *'
        $played.Recap['two'] | Should -BeLike '*changed=1 *failed=1 *'
        foreach ($name in 'api', 'web') {
            Assert-GoesOn -Name $name -From $count[$name] -Within 4000
        }
        $failed = $played.Rows | Where-Object { $_.outcome -eq 'failed' }
        $failed.archive | Should -Be $odd
        $failed.error_ids | Should -Be 'ArchiveInvalid'
        $failed.recommended_action | Should -BeLike 'Test-CheckpointArchive *'
        $played.Text | Should -BeLike '*fatal: `[two]*ArchiveInvalid*'
        (Get-Inspection api).Pod | Should -Be (Invoke-Podman pod inspect --format '{{.ID}}' shop)
        @(Get-Inspection web)[0].NetworkSettings.Ports.'80/tcp'.HostPort | Should -Be '18081'
    }

    It 'writes one report over all hosts, as CSV too' {
        # Read by another than who wrote it; ansible-core brings python along.
        $reader = 'import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1])))))'
        $rows = @(& python3 -c $reader "$reports/container-checkpoints.csv" | ConvertFrom-Json)
        $rows | ForEach-Object { "$($_.Host) $($_.Outcome) $($_.Changed) $($_.Name) $($_.Pod) $($_.State) $($_.ErrorIds)".TrimEnd() } | Should -Be @(
            'one restored True api shop running'
            'two failed False    ArchiveInvalid'
            'two restored True web  running'
        )
        $rows[1].Archive | Should -Be $odd
    }

    It 'changes nothing the second time' {
        [System.IO.File]::Delete($odd)
        $before = Get-HostState
        $played = Invoke-Playbook
        $played.ExitCode | Should -Be 0 -Because $played.Text
        Assert-HostState -Before $before
        Get-Outcome $played | Should -Be 'api:unchanged web:unchanged'
        $played.Recap['one'] | Should -BeLike '*changed=0 *failed=0 *'
        $played.Recap['two'] | Should -BeLike '*changed=0 *failed=0 *'
    }

    It 'has hosts in the report that could not be asked' {
        $played = Invoke-Playbook -Limit 'one,bare,away'
        $played.ExitCode | Should -Not -Be 0
        $reason = @{}
        $played.Report | ForEach-Object { $reason[$_.inventory_hostname] = $_.error }
        $reason['one'] | Should -BeNullOrEmpty
        $reason['bare'] | Should -BeLike '/usr/bin/no-pwsh: *'
        $reason['away'] | Should -Be 'There is no answer of this host.'
    }

    It 'refuses an option that there is not' {
        $played = Invoke-Playbook -Limit one -Option '--extra-vars', '{"container_checkpoint_import_archives":[{"path":"/srv/x.tar","podd":"shop"}]}'
        $played.ExitCode | Should -Be 2
        $played.Text | Should -BeLike '*podd*'
    }
}
