#Requires -Version 7.6
<#
    Many archives in one pipeline, one of them broken, and plans and manifests piped on.
#>
Describe 'Importing many' -Tag 'RealPodman' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        $WarningPreference = 'SilentlyContinue'
        $folder = Join-Path "$TestDrive" 'crowd'
        $null = New-Item -Path $folder -ItemType Directory
        $null = Invoke-Podman pod create --name old
        $script:count = Save-CounterArchive -Name member -Path (Join-Path "$TestDrive" 'member.tar') -Option '--pod', 'old', '--volume', 'shared:/shared'
        $null = Invoke-Podman pod rm --force --time 0 old

        # Twenty containers of one pod, each with an id, a name and a volume of its own, as if each had been started.
        foreach ($i in 1..20) {
            $name = 'm{0:00}' -f $i
            Edit-Archive -Path (Join-Path "$TestDrive" 'member.tar') -Destination (Join-Path $folder "$name.tar") -Edit {
                param($unpacked)
                $old = [System.Text.Json.Nodes.JsonNode]::Parse([System.IO.File]::ReadAllText("$unpacked/config.dump"))['id'].ToString()
                $new = ('{0:00}' -f $i) + $old.Substring(2)
                foreach ($file in 'config.dump', 'spec.dump') {
                    $text = [System.IO.File]::ReadAllText("$unpacked/$file").Replace($old, $new).Replace('"shared"', "`"$name-data`"").Replace('/volumes/shared/', "/volumes/$name-data/").Replace('"name": "member"', "`"name`": `"$name`"")
                    [System.IO.File]::WriteAllText("$unpacked/$file", $text)
                }
                [System.IO.File]::Move("$unpacked/volumes/shared.tar", "$unpacked/volumes/$name-data.tar")
            } -Rename @{ 'volumes/shared.tar' = "volumes/$name-data.tar" }
        }
        # The seventh is cut off in the middle of a member.
        $broken = Join-Path $folder 'm07.tar'
        $bytes = [System.IO.File]::ReadAllBytes($broken)
        [System.IO.File]::WriteAllBytes($broken, $bytes[0..([int]($bytes.Length * 0.6))])
    }

    BeforeEach {
        Clear-Podman
        $null = Invoke-Podman pod create --name web
    }

    AfterAll {
        Clear-Podman
    }

    It 'restores nineteen of twenty, and says what is wrong with the other, <_> at once' -ForEach 1, 4 {
        $before = @(Get-HostState)
        $failure = @()
        $restored = @(Get-ChildItem -Path $folder | Import-ContainerCheckpoint -Pod web -ThrottleLimit $_ -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue)
        $restored.Name | Should -Be (1..20 | Where-Object { $_ -ne 7 } | ForEach-Object { 'm{0:00}' -f $_ })
        $errors = @($failure | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -Be $broken
        ($errors[0].FullyQualifiedErrorId -split ',')[0] | Should -BeLike 'Archive*'

        $running = @(Invoke-Podman ps --filter pod=web --format '{{.Names}}' | Where-Object { $_ -notlike '*-infra' } | Sort-Object)
        $running | Should -Be (1..20 | Where-Object { $_ -ne 7 } | ForEach-Object { 'm{0:00}' -f $_ })
        foreach ($name in 'm01', 'm08', 'm20') {
            Assert-GoesOn -Name $name -From $count -Within 4000
        }
        @(Invoke-Podman volume ls --quiet) | Should -HaveCount 19
        $new = @(Compare-Object -ReferenceObject $before -DifferenceObject @(Get-HostState) | Where-Object SideIndicator -EQ '=>' | ForEach-Object InputObject)
        @($new -match '/overlay-containers/[0-9a-f]+$') | Should -HaveCount 19
        $new -match '^(/dev/shm/|/var/tmp/|/tmp/)|process (criu|runc)' | Should -BeNullOrEmpty

        $null = Invoke-Podman pod rm --force --time 0 web
        $null = Invoke-Podman volume rm --all --force
        $null = Invoke-Podman pod create --name web
        $left = Compare-Object -ReferenceObject @($before | ForEach-Object { $_ -replace '[0-9a-f-]{32,}|pod \S+|\S+-infra', 'ID' }) -DifferenceObject @(Get-HostState | ForEach-Object { $_ -replace '[0-9a-f-]{32,}|pod \S+|\S+-infra', 'ID' })
        @($left | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }) | Should -BeNullOrEmpty
    }

    It 'restores what one after the other would, where a restore that fails stands in the way of another' {
        $copy = Join-Path "$TestDrive" 'm07.tar'
        Edit-Archive -Path (Join-Path $folder 'm08.tar') -Destination $copy -Edit {
            param($unpacked)
            $old = [System.Text.Json.Nodes.JsonNode]::Parse([System.IO.File]::ReadAllText("$unpacked/config.dump"))['id'].ToString()
            foreach ($file in 'config.dump', 'spec.dump') {
                $text = [System.IO.File]::ReadAllText("$unpacked/$file").Replace($old, '07' + $old.Substring(2)).Replace('"m08-data"', '"m07-data"').Replace('/volumes/m08-data/', '/volumes/m07-data/').Replace('"name": "m08"', '"name": "m07"')
                [System.IO.File]::WriteAllText("$unpacked/$file", $text)
            }
            [System.IO.File]::Move("$unpacked/volumes/m08-data.tar", "$unpacked/volumes/m07-data.tar")
        } -Rename @{ 'volumes/m08-data.tar' = 'volumes/m07-data.tar' }

        # The broken one would make the same container; the pod does not run yet, and is stopped with what is in it when it fails.
        $said = @(Import-ContainerCheckpoint -LiteralPath $broken, $copy, (Join-Path $folder 'm08.tar'), $copy -Pod web -ThrottleLimit 4 -Confirm:$false 2>&1)

        @($said | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { ($_.FullyQualifiedErrorId -split ',')[0] } else { $_.Name } }) |
            Should -Be 'ArchiveInvalid', 'm07', 'm08', 'ContainerExists'
        Assert-GoesOn -Name m07 -From $count -Within 4000
        Assert-GoesOn -Name m08 -From $count -Within 4000
    }

    It 'rolls back all that are under way when the pipeline is stopped after <_> ms' -ForEach 300, 900 {
        $null = Invoke-Podman pod start web
        $before = @(Get-HostState)
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Import-Module '$((Get-Module -Name CheckpointTools).Path)'; Get-ChildItem -Path '$folder' -Filter 'm1*' | Import-ContainerCheckpoint -Pod web -ThrottleLimit 8 -Confirm:`$false")
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Start-Sleep -Milliseconds $_
            $shell.Stop()
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }

        # Those that were done go on: in the middle of a pipeline they are what was asked for.
        $names = @(Invoke-Podman ps --filter pod=web --format '{{.Names}}' | Where-Object { $_ -notlike '*-infra' } | Sort-Object)
        foreach ($name in $names) {
            Assert-GoesOn -Name $name -From $count -Within 4000
            $null = Invoke-Podman rm --force --time 0 --volumes $name
            $null = & podman volume rm --force "$name-data" 2>&1
        }
        Assert-HostState -Before $before -Because 'the pipeline was stopped'
    }

    It 'restores the plans that are ready' {
        $plans = @(Get-ContainerRestorePlan -Path (Join-Path $folder 'm0[1-3].tar'), (Join-Path "$TestDrive" 'member.tar') -Pod web)
        $plans.Ready | Should -Be $true, $true, $true, $true
        $null = Invoke-Podman volume create m02-data
        $restored = @(Get-ContainerRestorePlan -Path (Join-Path $folder 'm0[1-3].tar') -Pod web | Where-Object Ready | Import-ContainerCheckpoint -Confirm:$false)
        $restored.Name | Should -Be 'm01', 'm03'
        $restored.Pod | Should -Be 'web', 'web'
    }

    It 'restores manifests' {
        $restored = @(Test-CheckpointArchive -Path (Join-Path $folder 'm0[1-2].tar') | Where-Object Verification -EQ 'Valid' | Import-ContainerCheckpoint -Pod web -Confirm:$false)
        $restored.Name | Should -Be 'm01', 'm02'
        Assert-GoesOn -Name m01 -From $count
    }

    It 'takes no notice of those that are there, with -SkipExisting' {
        $null = Get-ChildItem -LiteralPath $folder -Filter 'm02.tar' | Import-ContainerCheckpoint -Pod web -Confirm:$false
        $again = @(Import-ContainerCheckpoint -Path (Join-Path $folder 'm0[1-3].tar') -Pod web -Confirm:$false -SkipExisting)
        $again.Changed | Should -Be $true, $false, $true
        $again.Pod | Should -Be 'web', 'web', 'web'
    }

    It 'plans offline as it plans on the host' {
        $null = Invoke-Counter -Name m02
        $json = Get-ContainerHost | ConvertTo-Json -Depth 6
        $facts = $json | ConvertFrom-Json
        foreach ($path in (Join-Path $folder 'm01.tar'), (Join-Path $folder 'm02.tar'), (Join-Path "$TestDrive" 'member.tar')) {
            foreach ($option in @{ Pod = 'web' }, @{}, @{ Pod = 'web'; Name = 'other'; IgnoreVolume = $true }, @{ Pod = 'nowhere' }) {
                $live = Get-ContainerRestorePlan -Path $path @option
                $offline = Get-ContainerRestorePlan -Path $path @option -ContainerHost $facts
                $offline.Ready | Should -Be $live.Ready
                # How much space is free changes from one moment to the next.
                @($offline.Checks | Where-Object Id -NE 'NotEnoughSpace' | ForEach-Object { "$($_.Id) $($_.State) $($_.Message)" }) |
                    Should -Be @($live.Checks | Where-Object Id -NE 'NotEnoughSpace' | ForEach-Object { "$($_.Id) $($_.State) $($_.Message)" })
                @($offline.Changes | ForEach-Object { "$_" }) | Should -Be @($live.Changes | ForEach-Object { "$_" })
                $offline.Arguments | Should -Be $live.Arguments
            }
        }
    }
}
