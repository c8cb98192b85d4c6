#Requires -Version 7.6
<#
    What -WhatIf says is what the import does: held against the plan, the restored container, and a second checkpoint of it.
#>
Describe 'What an import says that it changes' -Tag 'RealPodman' {
    BeforeDiscovery {
        $script:cases = @(
            @{ Case = 'as it is'; Source = 'plain'; Option = @{} }
            @{ Case = 'under a new name'; Source = 'plain'; Option = @{ Name = 'other' } }
            @{ Case = 'with other ports'; Source = 'plain'; Option = @{ PublishPort = '18090:80' } }
            @{ Case = 'with a static address ignored'; Source = 'static'; Option = @{ IgnoreStaticIPAddress = $true; IgnoreStaticMacAddress = $true } }
            @{ Case = 'into another pod'; Source = 'member'; Option = @{ Pod = 'web' } }
            @{ Case = 'into another pod, under a new name'; Source = 'member'; Option = @{ Pod = 'web'; Name = 'other' } }
            @{ Case = 'rewritten'; Source = 'foreign'; Option = @{} }
        )
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $WarningPreference = 'SilentlyContinue'
        $archive = @{}
        foreach ($name in 'plain', 'static', 'member', 'foreign') {
            $archive[$name] = Join-Path "$TestDrive" "$name.tar"
        }
        $null = Save-CounterArchive -Name plain -Path $archive['plain'] -Option '--publish', '18080:80', '--volume', 'data:/data'
        $null = Save-CounterArchive -Name static -Path $archive['static'] -Option '--ip', '10.88.0.77', '--mac-address', '92:d0:c6:0a:29:33'
        $null = Invoke-Podman pod create --name old
        $null = Save-CounterArchive -Name member -Path $archive['member'] -Option '--pod', 'old'
        $null = Invoke-Podman pod rm --force --time 0 old
        Edit-Config -Path $archive['plain'] -Destination $archive['foreign'] -EditConfig {
            param($config)
            $config['rootfsImageID'] = 'a' * 64
            $config['conmonPidFile'] = '/run/elsewhere/conmon.pid'
            $config['pid_file'] = '/run/elsewhere/pidfile'
        }

        # Every value of a JSON tree with its path: "a.b[0] = 1". What is empty is as good as absent. Mounts and namespaces are
        # told by what they are for: they have no order.
        function Get-JsonLeaf {
            param([object] $Node, [string] $Path)

            if ($Node -is [System.Text.Json.Nodes.JsonObject]) {
                foreach ($pair in $Node.GetEnumerator()) {
                    Get-JsonLeaf -Node $pair.Value -Path $(if ($Path) { "$Path.$($pair.Key)" } else { $pair.Key })
                }
            }
            elseif ($Node -is [System.Text.Json.Nodes.JsonArray] -and $Path -match '(^|\.)options$') {
                "$Path = $(@($Node | ForEach-Object { "$_" } | Sort-Object) -join ',')"
            }
            elseif ($Node -is [System.Text.Json.Nodes.JsonArray]) {
                for ($i = 0; $i -lt $Node.Count; $i++) {
                    $key = switch -Regex ($Path) {
                        '^mounts$' { if ($Node[$i] -is [System.Text.Json.Nodes.JsonObject]) { "$($Node[$i]['destination'])" } else { $i } }
                        '^linux\.namespaces$' { "$($Node[$i]['type'])" }
                        default { $i }
                    }
                    Get-JsonLeaf -Node $Node[$i] -Path "$Path[$key]"
                }
            }
            elseif ($null -ne $Node -and $Node.ToJsonString() -notin '""', 'false', '0') {
                "$Path = $($Node.ToJsonString())"
            }
        }

        # The values of a member, with the container's own id, which paths are named after, as a word if it is given.
        function Get-MemberLeaf {
            param([string] $Path, [string] $Member, [string] $Id)

            $leaves = Get-JsonLeaf -Node (Read-ArchiveJson -Path $Path -Member $Member)
            if ($Id) { $leaves | ForEach-Object { $_.Replace($Id, 'ID').Replace($Id.Substring(0, 12), 'ID') } } else { $leaves }
        }

        # The paths at which two archives' members differ, other than by the id that they are named after.
        function Compare-Member {
            param([string] $Before, [string] $After, [string] $Member)

            $ids = $Before, $After | ForEach-Object { (Read-ArchiveJson -Path $_ -Member config.dump)['id'].ToString() }
            $word = Compare-Leaf @(Get-MemberLeaf -Path $Before -Member $Member -Id $ids[0]) @(Get-MemberLeaf -Path $After -Member $Member -Id $ids[1])
            $text = Compare-Leaf @(Get-MemberLeaf -Path $Before -Member $Member) @(Get-MemberLeaf -Path $After -Member $Member)
            $word | Where-Object { $_ -in $text }
        }

        function Compare-Leaf {
            param([string[]] $First, [string[]] $Second)

            Compare-Object -ReferenceObject $First -DifferenceObject $Second | ForEach-Object { ($_.InputObject -split ' = ', 2)[0] } | Select-Object -Unique
        }

        # What no plan announces, because Podman makes it anew for every container: its lock, the time it was made, where it
        # mounts and runs it, its files in /etc, the alias of its short id. config.dump's copy of the spec is not read back;
        # spec.dump is.
        $script:bookkeeping = @{
            'config.dump' = '^(lockID|createdTime|id|spec\..*|mounts\[\d+\]|ShmDir|newNetworks\.\w+\.aliases\[0\])$'
            'spec.dump' = '^(root\.path|linux\.cgroupsPath|linux\.namespaces\[\w+\]\.path|mounts\[(/run/\.containerenv|/etc/hostname|/etc/resolv\.conf|/etc/hosts|/dev/shm)\]\..*)$'
        }
    }

    BeforeEach {
        Clear-Podman
        $null = Invoke-Podman pod create --name web
    }

    AfterAll {
        Clear-Podman
    }

    It 'says it all, <Case>' -ForEach $cases {
        $path = $archive[$Source]
        $named = ($Option.GetEnumerator() | ForEach-Object { if ($_.Value -is [bool]) { "-$($_.Key)" } else { "-$($_.Key) '$($_.Value)'" } }) -join ' '
        $before = Get-HostState
        $lines = @(Invoke-NewShell "Import-ContainerCheckpoint -Path '$path' $named -WhatIf -WarningAction SilentlyContinue")
        Assert-HostState -Before $before -Because '-WhatIf changes nothing'

        $plan = Get-ContainerRestorePlan -Path $path @Option
        Assert-HostState -Before $before -Because 'a plan changes nothing'
        # Ids are told by their first twelve digits, as Podman does.
        $short = { if ($args[0]) { $args[0] -replace '([0-9a-f]{12})[0-9a-f]{52}', '$1' } else { '(none)' } }
        $expected = @(
            $plan.Changes | ForEach-Object { "What if: $($_.Field): $(& $short $_.From) -> $(& $short $_.To) ($($_.Rule))" }
            "What if: Restore container '$($plan.Name)'$(if ($plan.Pod) { " into pod '$($plan.Pod)'" }) from $path"
        )
        $lines | Should -Be $expected

        $result = Import-ContainerCheckpoint -Path $path @Option -Confirm:$false
        $result.Changes | ForEach-Object { "$_" } | Should -Be ($plan.Changes | ForEach-Object { "$_" })

        # The restored container is checkpointed again: what now stands elsewhere in its config.dump and spec.dump was announced.
        $again = Join-Path "$TestDrive" 'again.tar'
        $null = Invoke-Podman container checkpoint --export $again --compress none --leave-running $result.Name
        foreach ($member in 'config.dump', 'spec.dump') {
            $said = @($plan.Changes | Where-Object Field -Like "${member}:*" | ForEach-Object { ($_.Field -split ':', 2)[1] })
            $unsaid = @(Compare-Member -Before $path -After $again -Member $member | Where-Object { $_ -notmatch $bookkeeping[$member] } | Where-Object {
                    $differing = $_
                    -not ($said | Where-Object { $differing -eq $_ -or $differing.StartsWith("$_.") -or $differing.StartsWith("$_[") })
                })
            $unsaid | Should -BeNullOrEmpty -Because "$member differs there and no change said so"
        }
        $made = @(Compare-Object -ReferenceObject $before -DifferenceObject @(Get-HostState) | Where-Object SideIndicator -EQ '=>' | ForEach-Object InputObject | Where-Object { $_ -match '^(volume|network|image|pod) ' })
        $announced = @($plan.Changes | Where-Object Field -EQ 'host:volume' | ForEach-Object { "volume $($_.To)" })
        $made | Where-Object { $_ -notmatch '^pod ' } | Should -Be $announced
    }
}
